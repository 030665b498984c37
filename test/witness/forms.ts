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
import { irnn, reluRnn, rnn } from "../../src/cells/rnn.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { maskOf } from "../../src/graph/functions.js";
import type { ScanOptions } from "../../src/graph/layer.js";
import type { Build } from "../../src/graph/model.js";
import type { StackOptions, StackShape } from "../../src/graph/stack.js";
import { slice } from "../../src/graph/ops.js";
import { entryOf, type Entry } from "../../src/graph/spec.js";
import type { Sym } from "../../src/graph/sym.js";

export interface Sizes {
  readonly T: number;
  readonly B: number;
  readonly I: number;
  readonly H: number;
}
export type Values = Readonly<Record<string, Sym>>;
/** A cell in one of the forms in which it is used, ready to be checked at any sizes. */
export interface Form {
  readonly name: string;
  readonly form: string;
  /** What H must be a multiple of, and the least that it may be. Default 1. */
  readonly multiple?: number;
  readonly least?: number;
  /** All that it works out; one number called loss, if it has one of its own. */
  build(m: Build, sizes: Sizes): Values;
}

/** Every state at all times and at the end, and every probe; initial states and all that the cell reads are inputs. */
const alone =
  (cell: AnyCell, more: (m: Build, sizes: Sizes) => ScanOptions<AnyCell> = () => ({})) =>
  (m: Build, sizes: Sizes): Values => {
    const { T, B, I, H } = sizes;
    const reads = Object.entries<Entry>(cell.spec).filter(([, entry]) =>
      ["step", "depth"].includes(entryOf(entry).kind),
    );
    const states = cell.states(H);
    const initial = Object.fromEntries(
      states.map((s) => [s.name, m.input(`${s.name}0`, [B, ...s.shape])]),
    );
    const run = m.scan<AnyCell>(
      m.layer("", cell, { hidden: H }),
      {
        ...(cell.name.includes("Grid") ? {} : { x: m.input("x", [T, B, I]) }),
        ...Object.fromEntries(reads.map(([name]) => [name, m.input(name, [T, B, H])])),
      },
      { steps: T, batch: B, initial, ...more(m, sizes) },
    );
    return spread(run);
  };
const spread = ({ final, ...all }: object & { readonly final: Values }): Values => ({
  ...(all as Values),
  ...Object.fromEntries(Object.entries(final).map(([key, value]) => [`${key}_final`, value])),
});

const CELLS: readonly (readonly [AnyCell, Partial<Form>?])[] = [
  [rnn],
  [reluRnn],
  [irnn],
  [lstm1997({ truncated: false })],
  [lstm1997({ block: 2, truncated: false }), { multiple: 2, form: "blocks of 2" }],
  [lstm],
  [peephole()],
  [peephole({ gates: "fi" })],
  [fullPeephole],
  [coupled],
  [gru],
  [gruResetAfter],
  ...Object.values(greff).map((cell): readonly [AnyCell] => [cell]),
  [mut1],
  [mut2],
  [mut3],
  [depthGated],
  [clockwork([1, 2, 4]), { multiple: 3 }],
  [clockwork([2, 3]), { multiple: 2, form: "periods 2 and 3" }],
  [gridLstm({ time: "time", depth: "depth" })],
  [gridLstm({ time: "time", depth: "depth" }, { priority: "depth" }), { form: "depth first" }],
  [gridLstm({ depth: "time" })],
  // The mean and variance of one or two units leave nothing to learn, or a jump.
  [layerNormalised(lstm), { least: 4 }],
  [layerNormalised(gru), { least: 4 }],
];
export const CELL_FORMS: readonly Form[] = CELLS.map(([cell, more]) => ({
  name: cell.name,
  form: "cell",
  build: alone(cell),
  ...more,
}));

/** Sequences of different lengths, one of them perhaps without a step. */
type Masking = (m: Build, sizes: Sizes) => { readonly mask: Sym };
const masked: Masking = (m, { T, B }) => ({
  mask: maskOf(m.index("lengths", [B], T + 1), T),
});
const stack =
  (cells: AnyCell | AnyCell[], shape: Partial<StackShape>, more?: Masking) =>
  (m: Build, sizes: Sizes): Values => {
    const { T, B, I, H } = sizes;
    const layers = m.stack("", cells, { hidden: H, ...shape });
    const isGrid = layers.layers[0].cell.name.includes("Grid");
    const x = m.input("x", [T, B, isGrid ? 2 * H : I]);
    const initial: Values[] = layers.layers.map(({ cell }, k) =>
      Object.fromEntries(
        cell.states(H).map((s) => [s.name, m.input(`${k}.${s.name}0`, [B, ...s.shape])]),
      ),
    );
    const between = layers.layers.length / layers.directions - 1;
    const dropout = (): Sym[] =>
      Array.from({ length: between }, (_, k) =>
        m.input(`dropout${k}`, [T, B, layers.directions * H]),
      );
    const options: StackOptions = isGrid
      ? { initial, base: { h_depth: slice(x, 0, H), c_depth: slice(x, H, 2 * H) } }
      : { initial, dropout: dropout(), ...more?.(m, sizes) };
    const run = m.scanStack(layers, isGrid ? {} : { x }, options);
    const all = run.layers.map((each, k) =>
      Object.entries(spread(each)).map(([key, value]) => [`${k}.${key}`, value] as const),
    );
    return Object.fromEntries(all.flat());
  };
const grid = gridLstm({ time: "time", depth: "depth" });

export const COMPOSED_FORMS: readonly Form[] = [
  ...[rnn, lstm, gru].map((cell) => ({
    name: cell.name,
    form: "masked",
    build: alone(cell, masked),
  })),
  {
    name: "Clockwork RNN",
    form: "masked",
    multiple: 3,
    build: alone(clockwork([1, 2, 4]), masked),
  },
  {
    name: "LSTM",
    form: "backwards, masked",
    build: alone(lstm, (m, z) => ({ ...masked(m, z), backwards: true })),
  },
  {
    name: "Clockwork RNN",
    form: "backwards",
    multiple: 2,
    build: alone(clockwork([1, 3]), () => ({ backwards: true })),
  },
  {
    name: "LSTM",
    form: "learned initial states",
    build: alone(lstm, (m, { H }) => ({
      initial: { h: m.param("h0", [H]), c: m.param("c0", [H]) },
    })),
  },
  {
    name: "LSTM",
    form: "state scaled, gate nudged",
    build: alone(lstm, (m, { T, B, H }) => ({
      scale: { c: m.input("scale", [T, B, H]), h: m.input("ablate", [T, B, H]) },
      nudge: { c: m.input("nudge", [T, B, H]), f: m.input("push", [T, B, H]) },
    })),
  },
  { name: "LSTM", form: "3 layers, dropout", build: stack(lstm, { layers: 3 }) },
  { name: "LSTM", form: "bidirectional", build: stack(lstm, { bidirectional: true }) },
  {
    name: "GRU",
    form: "2 layers, bidirectional, masked",
    build: stack(gru, { layers: 2, bidirectional: true }, masked),
  },
  {
    name: "LSTM with layer normalisation",
    form: "2 layers",

    least: 4,
    build: stack(layerNormalised(lstm), { layers: 2 }),
  },
  {
    name: "Depth-Gated LSTM",
    form: "3 layers, the first with peepholes",
    build: stack([peephole(), depthGated, depthGated], {}),
  },
  { name: "2-D Grid LSTM", form: "3 deep", build: stack(grid, { layers: 3 }) },
  { name: "2-D Grid LSTM", form: "3 deep, tied", build: stack(grid, { layers: 3, tied: true }) },
  {
    name: "2-D Grid LSTM",
    form: "2 deep, depth first",
    build: stack(gridLstm({ time: "time", depth: "depth" }, { priority: "depth" }), { layers: 2 }),
  },
];
