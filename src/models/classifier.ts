import { defaultTier, type Tier } from "../core/simd.js";
import type { AnyCell } from "../graph/cell.js";
import { model } from "../graph/model.js";
import { crossEntropy, mean } from "../graph/functions.js";
import type { Params } from "../graph/params.js";
import { train, type History, type TrainOptions } from "../train/train.js";
import type { Tensor } from "./network.js";

export interface ClassifierOptions {
  /** I: numbers that enter at each step. */
  readonly input: number;
  /** H: numbers in each state. */
  readonly hidden: number;
  /** How many answers there are to choose from. */
  readonly classes: number;
  readonly seed?: number;
  /** How it is worked out, as in a plan. */
  readonly tier?: Tier;
}
/** Sequences (T, B, I) and the right answer at each step, T rows of B numbers from 0 to classes - 1. */
export interface Answered {
  readonly x: Tensor;
  readonly answer: Int32Array;
}
/** A network that gives one of several answers at each step. */
export interface Classifier {
  readonly params: Params;
  /** Every batch that `draw` gives must have the sizes of the first. Loss in nats an answer. */
  train(draw: (step: number) => Answered, options: Omit<TrainOptions, "batch">): Promise<History>;
  /** The fraction of right answers at each step, T numbers. The sequences may have any length. */
  accuracy(task: Answered): number[];
}
interface Sizes {
  readonly T: number;
  readonly B: number;
}

/** cell -> dense -> softmax over the answers. */
export function classifier(
  cell: AnyCell,
  { input, hidden, classes, seed = 0, tier = defaultTier() }: ClassifierOptions,
): Classifier {
  const definition = model(`${cell.name} classifier`, (m, { T, B }: Sizes) => {
    const layer = m.layer<AnyCell>("", cell, { hidden });
    const { h } = m.scan(layer, { x: m.input("x", [T, B, input]) });
    const logits = m.dense("out", classes, h);
    const loss = mean(crossEntropy(logits, m.index("answer", [T, B], classes)));
    return { loss, logits };
  });
  const { params } = definition.plan({ T: 1, B: 1 }, { seed, tier, gradients: false });
  const planFor = ({ x: { shape } }: Answered, gradients: boolean) => {
    const plan = definition.plan({ T: shape[0], B: shape[1] }, { tier, gradients });
    plan.params.copyFrom(params);
    return plan;
  };
  const inputs = ({ x, answer }: Answered) => ({ x: x.data, answer });

  return {
    params,

    async train(draw, options) {
      const first = draw(0);
      const plan = planFor(first, true);
      const batch = (step: number) => inputs(step === 0 ? first : draw(step));
      try {
        return await train(plan, { ...options, batch });
      } finally {
        params.copyFrom(plan.params);
      }
    },

    accuracy(task) {
      const { logits } = planFor(task, false).forward(inputs(task));
      const [T, B] = task.x.shape;
      const right = (k: number): boolean => {
        const row = Array.from(logits.subarray(k * classes, (k + 1) * classes));
        return row.indexOf(Math.max(...row)) === task.answer[k];
      };
      return Array.from({ length: T }, (_, t) => {
        let count = 0;
        for (let b = 0; b < B; b++) if (right(t * B + b)) count++;
        return count / B;
      });
    },
  };
}
