import { cell } from "../graph/cell.js";
import { pin } from "../graph/edit.js";
import { tanh } from "../graph/ops.js";
import { lstm } from "../cells/lstm.js";
import { random } from "../core/random.js";
import { network } from "../models/network.js";
import { round } from "../plot/figure.js";
import { checked, right, wrong, type Checked, type Verdict } from "./check.js";

const LETTERS = { f: "f", i: "i", g: "C̃", o: "o" } as const;
type Gate = keyof typeof LETTERS;
const GATES = Object.keys(LETTERS) as Gate[];

const isRecord = (answer: unknown): answer is Readonly<Record<string, unknown>> =>
  typeof answer === "object" && answer !== null && !Array.isArray(answer);

/** The first thing wrong with an answer's form, which must be numbers under these names and no others. */
function misshapen(answer: unknown, wanted: readonly string[], all: boolean): Verdict | undefined {
  const names = wanted.join(", ");
  if (!isRecord(answer)) return wrong("equations.check.object", { names });
  const stray = Object.keys(answer).find((key) => !wanted.includes(key));
  if (stray) return wrong("equations.check.stray", { name: stray, names });
  const bad = wanted.find((key) => (all || key in answer) && !Number.isFinite(answer[key]));
  return bad ? wrong("equations.check.missing", { name: bad }) : undefined;
}

/** Where a run first leaves what is wanted by more than this. Steps count from 1. */
function firstMiss(got: ArrayLike<number>, wanted: (t: number) => number, tolerance: number) {
  for (let t = 1; t <= got.length; t++)
    if (!(Math.abs(got[t - 1]! - wanted(t)) <= tolerance))
      return { step: t, got: round(got[t - 1]!, 3), wanted: round(wanted(t), 3) };
  return undefined;
}

/** Exercise 3: four biases by which a unit whose weights are 0 counts its steps in C, and shows that it counts. */
export const checkCounter = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const form = misshapen(given, GATES, true);
    if (form) return form;
    const unit = network(lstm, { input: 1, hidden: 1 });
    unit.params.flat.fill(0);
    for (const gate of GATES)
      unit.params.set({ [`b_${gate}`]: (given as Record<Gate, number>)[gate] });
    const run = unit.run(new Float32Array(50));
    const value = (gate: Gate): number => round(run[gate].data[0]!, 3);
    const miss = firstMiss(run.c.data, (t) => t, 0.05);
    if (miss) {
      const worst = (["f", "i", "g"] as const).reduce((a, b) => (value(b) < value(a) ? b : a));
      return wrong(`equations.check.counter.${worst}`, { ...miss, value: value(worst) });
    }
    return value("o") < 0.99
      ? wrong("equations.check.counter.o", { value: value("o") })
      : right("equations.check.counter.right");
  });

/** Exercise 4: { w, b } of the forget gate f = sigmoid(w x + b), by which the latch of the notebook is emptied at x = -1. */
export const checkReset = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const form = misshapen(given, ["w", "b"], true);
    if (form) return form;
    const { w, b } = given as { w: number; b: number };
    const unit = network(lstm, { input: 1, hidden: 1 });
    unit.params.set({
      W_f: [[0], [w]],
      b_f: b,
      W_i: [[0], [60]],
      b_i: -40,
      W_g: [[0], [5]],
      b_g: 0,
    });
    unit.params.set({ W_o: [[0], [0]], b_o: 20 });
    const { uniform } = random(4);
    const [ON, OFF, AGAIN] = [1, 31, 61];
    const x = Float32Array.from({ length: 90 }, (_, k) =>
      k + 1 === OFF ? -1 : k + 1 === ON || k + 1 === AGAIN ? 1 : 0.8 * uniform() - 0.4,
    );
    const run = unit.run(x);
    const miss = firstMiss(run.c.data, (t) => (t >= OFF && t < AGAIN ? 0 : 1), 0.05);
    if (!miss) return right("equations.check.reset.right");
    const gates = run.f.data.slice(0, miss.step);
    const details = {
      ...miss,
      f: round(miss.step >= OFF ? gates[OFF - 1]! : Math.min(...gates), 3),
    };
    const kind = miss.step === OFF ? "stays" : miss.step < OFF ? "leaks" : "later";
    return wrong(`equations.check.reset.${kind}`, details);
  });

/** What the LSTM becomes when only its candidate layer is left: an RNN unit, squashed twice. */
const squashedTwice = cell("RNN", { h: "time" }, ({ x, h, affine }) => ({
  h: tanh(tanh(affine("g", h, x))),
}));

/** Exercise 5: the pins that make an LSTM a plain RNN; both are run with equal weights. */
export const checkAsRnn = (answer: unknown): Checked =>
  checked(answer, (given) => {
    const form = misshapen(given, GATES, false);
    if (form) return form;
    const pins = given as { readonly [K in Gate]?: number };
    if ("g" in pins) return wrong("equations.check.asRnn.g");
    const sizes = { input: 2, hidden: 3, seed: 7 };
    const [plain, pinned] = [network(squashedTwice, sizes), network(pin(lstm, pins as {}), sizes)];
    plain.params.set({ W_g: pinned.params.get("W_g"), b_g: pinned.params.get("b_g") });
    const { normal } = random(7);
    const x = Array.from({ length: 12 }, () => [normal(), normal()]);
    const [a, b] = [plain.run(x).h.data, pinned.run(x).h.data];
    const apart = Array.from({ length: 12 }, (_, t) =>
      Math.max(...[0, 1, 2].map((k) => Math.abs(a[3 * t + k]! - b[3 * t + k]!))),
    );
    const miss = firstMiss(apart, () => 0, 1e-5);
    if (!miss) return right("equations.check.asRnn.right");
    const wanted = { f: 0, i: 1, o: 1 } as const;
    const gate = (["i", "o", "f"] as const).find((key) => pins[key] !== wanted[key]) ?? "f";
    return wrong(`equations.check.asRnn.${gate}`, miss);
  });
