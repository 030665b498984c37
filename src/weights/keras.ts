import { gru, gruResetAfter } from "../cells/gru.js";
import { lstm } from "../cells/lstm.js";
import { irnn, reluRnn, rnn } from "../cells/rnn.js";
import type { AnyCell } from "../graph/cell.js";
import type { Numbers } from "../graph/params.js";
import type { Shape } from "../graph/sym.js";
import { zeros, type Tensor } from "../models/tensor.js";
import {
  checked,
  gatesOf,
  levelsOf,
  readGate,
  writeGate,
  type Foreign,
  type Gate,
  type Weighted,
} from "./gates.js";

/**
 * Takes over what model.get_weights() of Keras gives, in its order: of each SimpleRNN, LSTM or GRU its kernel, recurrent
 * kernel and bias; of a Bidirectional layer those of both ways; at the end, if the network has an output, the kernel and
 * bias of a Dense. The cells are `rnn` (with activation="relu" `reluRnn`), `lstm`, and for GRU `gruResetAfter`, or `gru` if
 * it was made with reset_after=False. All layers have their bias.
 * Throws RangeError for a wrong number of arrays and for one of the wrong shape; the network is then as it was.
 */
export function fromKeras(net: Weighted, weights: readonly Foreign[]): void {
  const blocks = blocksOf("fromKeras", net);
  const wanted = 3 * blocks.length + (net.options.output === undefined ? 0 : 2);
  if (weights.length !== wanted)
    throw new RangeError(
      `fromKeras: got ${weights.length} arrays; want ${wanted}: kernel, recurrent kernel and bias of ${blocks.length} layers and directions${net.options.output === undefined ? "" : ", kernel and bias of a dense layer"}`,
    );
  let at = 0;
  const take = (what: string, shape: Shape): Numbers =>
    checked(`fromKeras: array ${at}, a ${what},`, weights[at++], shape);
  const writes = blocks.map(({ gates, prefix, input, hidden, biases }) => {
    const columns = gates.length * hidden;
    const Wx = take("kernel", [input, columns]);
    const Wh = take("recurrent kernel", [hidden, columns]);
    const b = take("bias", biases === 2 ? [2, columns] : [columns]);
    return () =>
      gates.forEach((gate, k) => {
        const from = k * hidden;
        const second = biases === 2 ? b.subarray(columns) : new Float64Array(columns);
        writeGate(net.params, prefix, gate, {
          x: columnsOf(Wx, columns, from, hidden),
          h: columnsOf(Wh, columns, from, hidden),
          biasX: b.subarray(from, from + hidden),
          biasH: second.subarray(from, from + hidden),
        });
      });
  });
  if (net.options.output !== undefined) {
    const W = take("dense kernel", net.params.shape("W_out"));
    const b = take("dense bias", net.params.shape("b_out"));
    writes.push(() => net.params.set({ W_out: W, b_out: b }));
  }
  for (const write of writes) write();
}

/**
 * The weights in the order and shapes of Keras' model.set_weights(). A GRU's bias for x and h alike stands in its first
 * row.
 */
export function toKeras(net: Weighted): Tensor<Numbers>[] {
  const { dtype = "float32", output } = net.options;
  const layers = blocksOf("toKeras", net).flatMap(({ gates, prefix, input, hidden, biases }) => {
    const columns = gates.length * hidden;
    const [Wx, Wh] = [zeros(input * columns, dtype), zeros(hidden * columns, dtype)];
    const b = zeros(biases * columns, dtype);
    gates.forEach((gate, k) => {
      const from = k * hidden;
      const { x, h, biasX, biasH } = readGate(net.params, prefix, gate);
      setColumns(Wx, columns, from, x, hidden);
      setColumns(Wh, columns, from, h, hidden);
      b.set(biasX, from);
      if (biases === 2) b.set(biasH, columns + from);
    });
    return [
      { shape: [input, columns], data: Wx },
      { shape: [hidden, columns], data: Wh },
      { shape: biases === 2 ? [2, columns] : [columns], data: b },
    ];
  });
  const copy = (name: string) => ({
    shape: net.params.shape(name),
    data: net.params.get(name).slice(),
  });
  return [...layers, ...(output === undefined ? [] : [copy("W_out"), copy("b_out")])];
}

/** The order of gates in a layer's matrices: SimpleRNN, LSTM and GRU. */
const ORDERS = new Map<AnyCell, string>([
  [rnn, "h"],
  [reluRnn, "h"],
  [irnn, "h"],
  [lstm, "ifgo"],
  [gru, "zrn"],
  [gruResetAfter, "zrn"],
]);

interface Block {
  readonly gates: readonly Gate[];
  /** Ours. */
  readonly prefix: string;
  readonly input: number;
  readonly hidden: number;
  /** A GRU that resets after the product has a row of biases for x and one for h. */
  readonly biases: 1 | 2;
}

function blocksOf(who: string, net: Weighted): Block[] {
  return levelsOf(net).map(({ prefix, input, level }) => {
    const gates = gatesOf(net.cells[level], ORDERS);
    if (!gates)
      throw new TypeError(
        `${who}: Keras has no ${net.cells[level].name}; it has rnn, reluRnn, lstm, gru and gruResetAfter`,
      );
    const biases = gates.some((gate) => gate.x !== gate.h) ? 2 : 1;
    return { gates, prefix, input, hidden: net.options.hidden, biases };
  });
}

/** `count` columns of a matrix that has `columns`, from one on. */
function columnsOf(values: Numbers, columns: number, from: number, count: number): Numbers {
  return values.filter((_, k) => k % columns >= from && k % columns < from + count);
}
function setColumns(
  to: Numbers,
  columns: number,
  from: number,
  part: Numbers,
  count: number,
): void {
  part.forEach((v, k) => (to[Math.floor(k / count) * columns + from + (k % count)] = v));
}
