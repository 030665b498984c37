import type { Tier } from "../core/tier.js";
import type { AnyCell } from "../graph/cell.js";
import type { Params } from "../graph/params.js";
import type { History, TrainOptions } from "../train/train.js";
import { recurrent } from "./recurrent.js";
import type { Tensor } from "./tensor.js";

/** The sizes of a classifier. */
export interface ClassifierOptions {
  /** I: numbers that enter at each step. */
  readonly input: number;
  /** H: numbers in each state. */
  readonly hidden: number;
  /** How many answers there are to choose from. */
  readonly classes: number;
  /** Of the weights' start. Default 0. */
  readonly seed?: number;
  /** How it is worked out, as in a plan. */
  readonly tier?: Tier;
  /** By how many threads, as in a plan. */
  readonly threads?: number;
}
/** Sequences (T, B, I) and the right answer at each step, T rows of B numbers from 0 to classes - 1. */
export interface Answered {
  /** (T, B, I). */
  readonly x: Tensor;
  /** T B numbers, those of the first step first. */
  readonly answer: Int32Array;
}
/** A network that gives one of several answers at each step. */
export interface Classifier {
  /** The weights, those of the output being W_out (H, classes) and b_out. */
  readonly params: Params;
  /** Its step as a graph, in text: what a checkpoint holds besides the weights. */
  readonly definition: Readonly<Record<string, string>>;
  /** Trains it by Adam. Every batch that `draw` gives must have the sizes of the first. Loss in nats an answer. */
  train(draw: (step: number) => Answered, options: Omit<TrainOptions, "batch">): Promise<History>;
  /** The fraction of right answers at each step, T numbers. The sequences may have any length. */
  accuracy(task: Answered): number[];
}
/**
 * A network that gives one of several answers at each step: cell, dense layer, softmax over the answers; `recurrent`
 * with cross-entropy.
 *
 * @example
 * ```ts
 * import { classifier, lightSwitch, lstm, random } from "unrolled";
 *
 * const dice = random(1);
 * const net = classifier(lstm, { input: 1, hidden: 8, classes: 2 });
 * await net.train(() => lightSwitch(dice, 8, 32), { steps: 300, lr: 0.02, progress: () => {} });
 * const accuracy = net.accuracy(lightSwitch(dice, 8, 100)); // of each of the 8 steps
 * console.log(accuracy.every((right) => right > 0.9)); //=> true
 * ```
 */
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
