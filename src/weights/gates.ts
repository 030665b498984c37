import { gru, gruResetAfter } from "../cells/gru.js";
import { lstm } from "../cells/lstm.js";
import { irnn, reluRnn, rnn } from "../cells/rnn.js";
import type { AnyCell } from "../graph/cell.js";
import type { Numbers, Params } from "../graph/params.js";
import { show, size, type Shape } from "../graph/sym.js";
import type { Recurrent } from "../models/recurrent-types.js";
import type { Precision, Tensor } from "../models/tensor.js";
import { numbersOf } from "./safetensors-numbers.js";
import type { SavedTensor } from "./safetensors-types.js";

/** A tensor of another library, as `readSafetensors` gives it or as plain numbers. */
export type Foreign = SavedTensor | Tensor<Numbers>;
/** As much of a network as its weights need. */
export type Weighted = Pick<Recurrent<AnyCell, Precision>, "cells" | "options" | "params">;

/**
 * One gate: which affine map reads x and which reads h (one matrix, its rows h's and then x's, where both are the same),
 * and -1 where the other libraries' gate is 1 minus ours, so that all its weights change their sign.
 */
export interface Gate {
  readonly x: string;
  readonly h: string;
  readonly sign?: -1;
}
const both = (name: string): Gate => ({ x: name, h: name });
/** PyTorch's and Keras' z keeps the old state; ours, as the papers', lets the new one in. */
const keeps: Gate = { ...both("z"), sign: -1 };

/** The gates of each cell that other libraries have too, by our names. */
const GATES = new Map<AnyCell, Readonly<Record<string, Gate>>>([
  ...[rnn, reluRnn, irnn].map((cell) => [cell, { h: both("h") }] as const),
  [lstm, { i: both("i"), f: both("f"), g: both("g"), o: both("o") }],
  [gru, { z: keeps, r: both("r"), n: both("n") }],
  [gruResetAfter, { z: keeps, r: both("r"), n: { x: "n", h: "u" } }],
]);

/** A cell's gates in the order of another library, a letter each; undefined where that has no such cell. */
export function gatesOf(
  cell: AnyCell,
  orders: ReadonlyMap<AnyCell, string>,
): readonly Gate[] | undefined {
  const order = orders.get(cell);
  return order === undefined ? undefined : Array.from(order, (name) => GATES.get(cell)![name]);
}

/** The weights of one gate: from x (I, H), from h (H, H), and the biases beside them, (H). */
export interface GateWeights {
  readonly x: Numbers;
  readonly h: Numbers;
  readonly biasX: Numbers;
  readonly biasH: Numbers;
}

/** How a layer's weights begin in `params`, and how wide what it reads is, for each layer and direction. */
export function levelsOf({ cells, options }: Weighted): {
  readonly prefix: string;
  readonly input: number;
  readonly level: number;
  readonly isReverse: boolean;
}[] {
  const { input, hidden, bidirectional = false } = options;
  return cells.flatMap((_, level) => {
    const layer = cells.length > 1 ? `layers.${level}.` : "";
    const read = level === 0 ? input : hidden * (bidirectional ? 2 : 1);
    const one = (direction: string, isReverse: boolean) => ({
      ...{ prefix: `${layer}${direction}`, input: read, level, isReverse },
    });
    return bidirectional ? [one("forward.", false), one("backward.", true)] : [one("", false)];
  });
}

/** Reads a gate as others have it. Where one bias serves x and h alike, all of it stands beside x. */
export function readGate(params: Params, prefix: string, gate: Gate): GateWeights {
  const { x, h, sign = 1 } = gate;
  const [Wx, Wh] = [params.get(`${prefix}W_${x}`), params.get(`${prefix}W_${h}`)];
  const H = params.shape(`${prefix}W_${h}`)[1];
  const biasX = params.get(`${prefix}b_${x}`);
  return {
    x: signed(x === h ? Wx.subarray(H * H) : Wx, sign),
    h: signed(Wh.subarray(0, H * H), sign),
    biasX: signed(biasX, sign),
    biasH: x === h ? new Float64Array(H) : signed(params.get(`${prefix}b_${h}`), sign),
  };
}

/** Writes a gate as others have it. */
export function writeGate(params: Params, prefix: string, gate: Gate, given: GateWeights): void {
  const { x, h, sign = 1 } = gate;
  const [Wx, Wh] = [params.get(`${prefix}W_${x}`), params.get(`${prefix}W_${h}`)];
  Wh.set(signed(given.h, sign));
  Wx.set(signed(given.x, sign), x === h ? given.h.length : 0);
  const sum = (v: number, k: number): number => v + given.biasH[k];
  const bias = x === h ? Float64Array.from(given.biasX, sum) : given.biasX;
  params.get(`${prefix}b_${x}`).set(signed(bias, sign));
  if (x !== h) params.get(`${prefix}b_${h}`).set(signed(given.biasH, sign));
}
const signed = (values: Numbers, sign: number): Numbers =>
  sign === 1 ? values : values.map((v) => -v);

/** The numbers of a tensor that must have this shape, and as many of them. */
export function checked(what: string, tensor: Foreign | undefined, shape: Shape): Numbers {
  if (!Array.isArray(tensor?.shape))
    throw new TypeError(`${what} is no tensor; want { shape, data }`);
  if (show(tensor.shape) !== show(shape))
    throw new RangeError(`${what} is ${show(tensor.shape)}; want ${show(shape)}`);
  if ("dtype" in tensor) return numbersOf(tensor);
  // By its tag, not its class: data may come from another realm, as in a notebook.
  const tag = (tensor.data as Partial<Numbers> | undefined)?.[Symbol.toStringTag];
  if (tag !== "Float32Array" && tag !== "Float64Array")
    throw new TypeError(
      `${what} has data in ${tag ?? "an array of no type"}; want a Float32Array or Float64Array`,
    );
  if (tensor.data.length !== size(shape))
    throw new RangeError(
      `${what} is ${show(shape)}, that is ${size(shape)} numbers, but has ${tensor.data.length}`,
    );
  return tensor.data;
}

/** (rows, columns) as (columns, rows). */
export function transposed(values: Numbers, rows: number, columns: number): Numbers {
  const result = values.slice();
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++) result[c * rows + r] = values[r * columns + c];
  return result;
}
