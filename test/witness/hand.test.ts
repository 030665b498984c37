import { clockwork } from "../../src/cells/clockwork.js";
import { coupled } from "../../src/cells/coupled.js";
import { depthGated } from "../../src/cells/depth-gated.js";
import { greff } from "../../src/cells/greff.js";
import { gridLstm } from "../../src/cells/grid-lstm.js";
import { gru, gruResetAfter } from "../../src/cells/gru.js";
import { layerNormalised } from "../../src/cells/layer-norm.js";
import { lstm1997 } from "../../src/cells/lstm-1997.js";
import { lstm } from "../../src/cells/lstm.js";
import { mut1, mut2, mut3 } from "../../src/cells/mut.js";
import { fullPeephole, peephole } from "../../src/cells/peephole.js";
import { random } from "../../src/core/random.js";
import { expect, test } from "vitest";
import type { Sizes } from "../golden/golden.js";
import { CASES, comparison, type Outcome } from "./comparison.js";
import { againstHand, alone, type Library, stacked, withI } from "./hand.js";
import { lstm1997ByHand } from "./lstm-1997-by-hand.js";
import { grid3 } from "./models.js";
import { type Case, cells, grid3 as grid3ByHand, lstm1997 as lstm1997Case } from "./more-cases.js";

const both = { time: "time", depth: "depth" } as const;
const timeFirst = gridLstm({ depth: "depth", time: "time" }, { priority: "time" });

/** The library's form of each case by hand. */
const LIBRARY: Record<string, Library<Sizes>> = {
  "LSTM of 1997": alone(lstm1997({ truncated: false })),
  "LSTM of 1997, two cells a block": alone(lstm1997({ block: 2, truncated: false })),
  "peephole LSTM": alone(peephole()),
  "peephole LSTM, f and i": alone(peephole({ gates: "fi" })),
  "peephole LSTM, o": alone(peephole({ gates: "o" })),
  "full peephole LSTM": alone(fullPeephole),
  ...Object.fromEntries(Object.entries(greff).map(([v, cell]) => [`Greff's ${v}`, alone(cell)])),
  GRU: alone(gru),
  "GRU, reset after": alone(gruResetAfter),
  MUT1: alone(mut1),
  MUT2: alone(mut2),
  MUT3: alone(mut3),
  "MUT1, I = H": alone(mut1),
  "MUT2, I = H": alone(mut2),
  "depth-gated LSTM, 2 layers": stacked([peephole(), depthGated]),
  "depth-gated LSTM, 3 layers": stacked([peephole(), depthGated, depthGated]),
  "clockwork RNN, 1 2": alone(clockwork([1, 2])),
  "clockwork RNN, 3 1": alone(clockwork([1, 3])),
  "grid of time and depth": stacked(gridLstm(both), { layers: 2 }),
  "grid of time and depth, tied": stacked(gridLstm(both), { layers: 2, tied: true }),
  "grid of time and depth, depth first": stacked(gridLstm(both, { priority: "depth" }), {
    layers: 2,
  }),
  "grid of depth and time, time first": stacked(timeFirst, { layers: 2, tied: true }),
  "grid of depth": stacked(gridLstm({ depth: "depth" }), { layers: 3 }),
  "layer-normalised LSTM": alone(layerNormalised(lstm)),
  "coupled LSTM": withI(alone(coupled)),
};
/** A first layer whose depth gate looks at x, as the paper allows, is not in the library: there it is a peephole LSTM. */
const NOT_THERE = ["depth-gated LSTM, observed"];

const count = Math.ceil(CASES / 10);
/** So many random sizes, H even for blocks of two cells and for two modules. */
function over<S>(draw: (below: (n: number) => number) => Case<S>, library: Library<S>): Outcome {
  const errors = Array.from({ length: count }, (_, k) =>
    againstHand(draw(random(k).fork("by hand").below), library, k + 1),
  );
  return { cases: count, worst: Math.max(...errors) };
}
const sizes = (below: (n: number) => number): Sizes => ({
  T: 1 + below(6),
  B: 1 + below(3),
  I: 1 + below(5),
  H: 2 * (1 + below(3)),
});
const subject = (name: string) => ({
  name: name[0].toUpperCase() + name.slice(1),
  form: "forward and backward",
  witness: "by hand",
  limit: 1e-10,
});

for (const [name, library] of Object.entries(LIBRARY))
  comparison(subject(name), () => over((below) => cells[name](sizes(below)), library));

comparison(subject("LSTM of 1997, errors truncated"), () =>
  over(
    (below) => {
      const c = lstm1997Case(sizes(below), 2);
      return { ...c, run: (...a) => lstm1997ByHand(...a, { block: 2, truncated: true }) };
    },
    alone(lstm1997({ block: 2 })),
  ),
);
comparison(subject("3-D grid"), () =>
  over((below) => {
    const { T: R, B, I: C, H } = sizes(below);
    return grid3ByHand({ R, C, B, H });
  }, grid3),
);

test("every case by hand has its form in the library, or is known not to", () => {
  expect([...Object.keys(LIBRARY), ...NOT_THERE].sort()).toEqual(Object.keys(cells).sort());
});
