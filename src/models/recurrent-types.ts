import type { Tier } from "../core/tier.js";
import type { AnyCell } from "../graph/cell.js";
import type { Nested, Numbers, Params } from "../graph/params.js";
import type { Starts } from "../graph/weights.js";
import type { History, TrainOptions } from "../train/train.js";
import type { Initial, Probed, States } from "./layer-states.js";
import type { Loss } from "./recurrent-graph.js";
import type { Stream } from "./stream.js";
import type { NumbersOf, Precision, Sequence, Tensor } from "./tensor.js";

/** The sizes of a recurrent network. `bias` and `weight` say where the weights of a gate start; all else is called as in PyTorch or Keras. */
export interface RecurrentOptions<D extends Precision = "float32"> extends Starts {
  /** I: numbers that enter at each step. */
  readonly input: number;
  /** H: numbers in each state. */
  readonly hidden: number;
  /** How many layers stand one upon the other; a list of cells has its own length. Default 1. */
  readonly layers?: number;
  /** Each layer reads both ways and hands on 2 H numbers (Schuster & Paliwal 1997). Default false. */
  readonly bidirectional?: boolean;
  /** O: numbers read off the top layer's h by a dense layer, "out". Default: h itself, H or 2 H numbers. */
  readonly output?: number;
  /** false: only the last h of each sequence is read off; bidirectional, the last of each way. Default true. */
  readonly returnSequences?: boolean;
  /** The share of numbers dropped between layers while it trains (Srivastava et al. 2014). Default 0. */
  readonly dropout?: number;
  /** Of the weights' start and of what is dropped: the same seed, the same network. Default 0. */
  readonly seed?: number;
  /** "float64" for double precision, in JavaScript and many times slower. Default "float32". */
  readonly dtype?: D;
  /** How it is worked out, as in a plan. */
  readonly tier?: Tier;
  /** How many threads may share the work, as in a plan. */
  readonly threads?: number;
}
/** How sequences are read. */
export interface SequenceOptions<C> {
  /** (B): how many steps each sequence has. From its end on its states rest, and all that is read off is 0. Default: T. */
  readonly lengths?: ArrayLike<number>;
  /** A record for each layer; bidirectional, forward and backward in turn. `final` is one. Default: zeros. */
  readonly initial?: readonly Initial<C>[];
}
/** What a network says of sequences. */
export interface Answer<C, D extends Precision = "float32"> {
  /** (T, B, O), or (B, O) with returnSequences: false. */
  readonly output: Tensor<NumbersOf<D>>;
  /** Each layer's states where its sequences end; bidirectional, forward and backward in turn. */
  readonly final: readonly States<C, D>[];
}
/** What one update learns from. Each update of a training has the same T and B; `padSequences` can see to that. */
export interface Lesson {
  /** (T, B, I). */
  readonly x: Sequence;
  /**
   * What the outputs should be. For "crossEntropy" a class, 0 to O - 1, for each step and sequence, (T, B); for "mse" O
   * numbers, (T, B, O). With returnSequences: false without the T. What stands past a sequence's end, -100 or NaN, is not read.
   */
  readonly target: Nested | Tensor<Numbers>;
  /** (B): how many steps each sequence has. Default: T. */
  readonly lengths?: ArrayLike<number>;
}
/** How a recurrent network is trained. */
export interface RecurrentTraining extends Omit<TrainOptions, "batch"> {
  /**
   * "crossEntropy": outputs are logits, the loss is in nats a step. "mse": the mean squared error. Steps past a sequence's
   * end do not count.
   */
  readonly loss: Loss;
}

/** A recurrent network: layers of a cell, and what is read off them. */
export interface Recurrent<C extends AnyCell, D extends Precision = "float32"> {
  /** A cell for each layer, from the bottom up. */
  readonly cells: readonly AnyCell[];
  /** What it was made with. */
  readonly options: RecurrentOptions<D>;
  /** The weights: "layers.1.W_f", "layers.1.backward.W_f" and so on, a single layer's without "layers.0."; W_out, b_out. */
  readonly params: Params;
  /** Each layer's step as a graph, in text: what a checkpoint holds besides the weights. */
  readonly definition: Readonly<Record<string, string>>;
  /** Reads sequences. */
  run(x: Sequence, options?: SequenceOptions<C>): Answer<C, D>;
  /** Reads sequences, to be looked into: every state and gate of each layer; bidirectional, forward and backward in turn. */
  probe(x: Sequence, options?: SequenceOptions<C>): readonly Probed<C, D>[];
  /** Reads step by step, for what arrives as it runs. A stream has the weights of when it was made. */
  stream(options?: { readonly batch?: number }): Stream<C, D>;
  /**
   * Learns from batch(step) at each update, by Adam. The weights are those of the last update, also while it goes on and
   * when it is stopped: `batch` and `progress` can try and save them.
   */
  train(batch: (step: number) => Lesson, options: RecurrentTraining): Promise<History>;
  /** The loss of a lesson, with nothing dropped. */
  loss(lesson: Lesson, kind: Loss): number;
}
