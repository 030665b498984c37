import { lstm1997 } from "../cells/lstm-1997.js";
import { lstm } from "../cells/lstm.js";
import { rnn } from "../cells/rnn.js";
import type { AnyCell } from "../graph/cell.js";
import type { Starts } from "../graph/weights.js";

/** A network of the battery. */
export interface BatteryModel {
  readonly cell: AnyCell;
  readonly starts: Starts;
  /** Where the input gates of its blocks start; a block has two units. Default 0. */
  readonly inputGates?: readonly number[];
  /** The step size of Adam. */
  readonly lr: number;
}

const ONE_AFTER_ANOTHER = [-1, -2, -3, -4];

/**
 * Four networks, each with the step size and start that did best on the pilot seed (`pilot` in the spec). The RNN met no
 * criterion with any.
 */
export const MODELS: Readonly<Record<string, BatteryModel>> = {
  RNN: { cell: rnn, starts: {}, lr: 0.01 },
  "LSTM 1997": {
    cell: lstm1997({ block: 2 }),
    ...{ starts: {}, inputGates: ONE_AFTER_ANOTHER, lr: 0.01 },
  },
  "LSTM 1997, full BPTT": {
    cell: lstm1997({ block: 2, truncated: false }),
    ...{ starts: {}, inputGates: ONE_AFTER_ANOTHER, lr: 0.03 },
  },
  "LSTM with forget gate": { cell: lstm, starts: { bias: { f: 4 } }, lr: 0.01 },
};
