import {
  adamState,
  crossEntropy,
  gru,
  lstm,
  markedCards,
  mean,
  model,
  random,
  rnn,
  train,
  type AnyCell,
  type Sym,
} from "../index.js";

export const CELLS = { lstm, gru, rnn } as const satisfies Readonly<Record<string, AnyCell>>;
export type CellName = keyof typeof CELLS;
/** Numbers in the state, steps of a sequence, sequences of an update and of the test, updates in all, and how they are done. */
export const SET = { H: 32, T: 40, B: 32, tests: 256, steps: 2000, lr: 0.003, clip: 1 } as const;
/** Losses are shown as means of so many updates. */
export const MEAN_OF = 20;
/** The shares of right answers are for as many steps since the mark. */
export const AGES = 31;

export interface LearnerOptions {
  readonly cell: CellName;
  readonly seed: number;
  readonly threads: number;
}
/** Every state and gate of one sequence, each (T, H), and the probability of "white" at each step. */
export interface Look {
  readonly x: Float32Array;
  readonly seen: Readonly<Record<string, Float32Array>>;
  readonly white: Float32Array;
}
/** How it does on sequences that it was never trained on. */
export interface Exam {
  /** The share of right answers by the steps since the mark. */
  readonly right: readonly number[];
  /** The units, from the one whose state goes most closely with the answer to the one that goes least so. */
  readonly order: readonly number[];
}

/** The state that a cell remembers by. */
export const memoryOf = (cell: CellName): "c" | "h" => (cell === "lstm" ? "c" : "h");

/** A network that learns the marked cards: one layer of the cell, and a dense layer that reads its h. */
export function learner({ cell, seed, threads }: LearnerOptions) {
  const { H, T, B, tests, lr, clip } = SET;
  const definition = model(CELLS[cell].name, (m, sizes: { B: number }) => {
    const layer = m.layer<AnyCell>("", CELLS[cell], { hidden: H });
    const { final: _, ...seen } = m.scan<AnyCell>(layer, { x: m.input("x", [T, sizes.B, 2]) });
    const logits = m.dense("out", 2, seen["h"]);
    const answer = m.index("answer", [T, sizes.B], 2);
    const loss = mean(crossEntropy(logits, answer));
    return { ...seen, logits, loss } as Readonly<Record<string, Sym>> & { readonly loss: Sym };
  });
  // The same bits on every machine, so that a class sees one and the same network.
  const options = { tier: "simd", threads } as const;
  const plan = definition.plan({ B }, { ...options, seed });
  const [one, many] = [1, tests].map((size) =>
    definition.plan({ B: size }, { ...options, gradients: false }),
  );
  const keys = Object.keys(plan.outputs).filter((key) => key !== "loss" && key !== "logits");
  const state = adamState(plan.params);
  const dice = random(seed).fork("training");
  const test = markedCards(random(seed).fork("test"), T, tests);
  const losses: number[] = [];

  return {
    plan,
    /** The loss of each update so far. */
    losses,
    steps: (): number => state.steps,

    /** Goes on until all updates are done or the signal stops it; a later call goes on as if there had been no break. */
    async train(signal: AbortSignal, progress: () => void): Promise<void> {
      // A loss is heard of when the next update begins.
      const noted = () => losses.length < state.steps && losses.push(plan.outputs.loss[0]);
      const batch = () => {
        noted();
        const { x, answer } = markedCards(dice, T, B);
        return { x: x.data, answer };
      };
      const steps = SET.steps - state.steps;
      try {
        await train(plan, { steps, batch, state, lr, clip, signal, progress });
      } finally {
        noted();
      }
    },

    look(x: Float32Array): Look {
      one.params.copyFrom(plan.params);
      const out = one.forward({ x, answer: new Int32Array(T) });
      const seen = keys.map((key) => [key, Float32Array.from(out[key])]);
      const white = Float32Array.from({ length: T }, (_, t) => probability(out["logits"], t));
      return { x, seen: Object.fromEntries(seen), white };
    },

    examine(): Exam {
      many.params.copyFrom(plan.params);
      const out = many.forward({ x: test.x.data, answer: test.answer });
      const [right, asked] = [new Float64Array(T), new Float64Array(T)];
      for (let b = 0; b < tests; b++) {
        for (let t = 0, age = 0; t < T; t++, age++) {
          const at = t * tests + b;
          if (test.x.data[2 * at + 1] === 1) age = 0;
          asked[age]++;
          if (probability(out["logits"], at) > 0.5 === (test.answer[at] === 1)) right[age]++;
        }
      }
      return {
        right: Array.from({ length: AGES }, (_, age) => right[age] / asked[age]),
        order: byAgreement(out[memoryOf(cell)], test.answer, H),
      };
    },
  };
}

const probability = (logits: ArrayLike<number>, at: number): number =>
  1 / (1 + Math.exp(logits[2 * at] - logits[2 * at + 1]));

/** Units by the size of the correlation of their state, rows of H numbers, with the answers. */
function byAgreement(states: ArrayLike<number>, answers: ArrayLike<number>, H: number): number[] {
  const n = answers.length;
  const size = Array.from({ length: H }, (_, unit) => {
    let [s, ss, a, sa] = [0, 0, 0, 0];
    for (let k = 0; k < n; k++) {
      const v = states[k * H + unit];
      s += v;
      ss += v * v;
      a += answers[k];
      sa += v * answers[k];
    }
    const spread = Math.sqrt((ss - (s * s) / n) * (a - (a * a) / n));
    return spread > 0 ? Math.abs(sa - (s * a) / n) / spread : 0;
  });
  return size.map((_, unit) => unit).sort((p, q) => size[q] - size[p]);
}
