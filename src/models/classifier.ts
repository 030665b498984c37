import type { Tier } from "../core/tier.js";
import type { AnyCell } from "../graph/cell.js";
import type { Params } from "../graph/params.js";
import type { History, TrainOptions } from "../train/train.js";
import { recurrent } from "./recurrent.js";
import type { Tensor } from "./tensor.js";

export interface ClassifierOptions {
  /** I: numbers that enter at each step. */
  readonly input: number;
  /** H: numbers in each state. */
  readonly hidden: number;
  /** How many answers there are to choose from. */
  readonly classes: number;
  readonly seed?: number;
  /** How it is worked out, and by how many threads, as in a plan. */
  readonly tier?: Tier;
  readonly threads?: number;
}
/** Sequences (T, B, I) and the right answer at each step, T rows of B numbers from 0 to classes - 1. */
export interface Answered {
  readonly x: Tensor;
  readonly answer: Int32Array;
}
/** A network that gives one of several answers at each step. */
export interface Classifier {
  readonly params: Params;
  /** Its step as a graph, in text: what a checkpoint holds besides the weights. */
  readonly definition: Readonly<Record<string, string>>;
  /** Every batch that `draw` gives must have the sizes of the first. Loss in nats an answer. */
  train(draw: (step: number) => Answered, options: Omit<TrainOptions, "batch">): Promise<History>;
  /** The fraction of right answers at each step, T numbers. The sequences may have any length. */
  accuracy(task: Answered): number[];
}
/** cell -> dense -> softmax over the answers: `recurrent` with cross-entropy. */
export function classifier(cell: AnyCell, { classes, ...options }: ClassifierOptions): Classifier {
  const net = recurrent(cell, { ...options, output: classes });
  return {
    params: net.params,
    get definition() {
      return net.definition;
    },
    train: (draw, options) =>
      net.train(
        (step) => {
          const { x, answer } = draw(step);
          return { x, target: answer };
        },
        { ...options, loss: "crossEntropy" },
      ),
    accuracy({ x, answer }) {
      const { data } = net.run(x).output;
      const [T, B] = x.shape;
      const right = (k: number): boolean => {
        const row = Array.from(data.subarray(k * classes, (k + 1) * classes));
        return row.indexOf(Math.max(...row)) === answer[k];
      };
      return Array.from({ length: T }, (_, t) => {
        let count = 0;
        for (let b = 0; b < B; b++) if (right(t * B + b)) count++;
        return count / B;
      });
    },
  };
}
