import { gruResetAfter } from "../cells/gru.js";
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
  transposed,
  writeGate,
  type Foreign,
  type Gate,
  type Weighted,
} from "./gates.js";

/** Tensors by name, as `readSafetensors(...).tensors` has them. */
export type StateDict = Readonly<Record<string, Foreign>>;
/** How names of a state_dict begin: those of the recurrent layers ("lstm."), and of the dense layer after them ("fc."). */
export interface TorchNames {
  /** "lstm.", or "" if they have no name before them. */
  readonly layers: string;
  /** "fc.". */
  readonly output: string;
}

/**
 * Takes over the weights of PyTorch's nn.RNN, nn.LSTM or nn.GRU, stacked and bidirectional too, and of the nn.Linear after
 * it if the network has an output, from their state_dict. The cells are `rnn` or `reluRnn`, `lstm`, and `gruResetAfter`.
 * How names begin is found out, and every tensor must be used, as by load_state_dict; with `names` others than those of these layers may be there too.
 * Throws for a tensor that is missing, left over or of the wrong shape, by its name; the network is then as it was.
 */
export function fromTorch(net: Weighted, state: StateDict, names?: TorchNames): void {
  const { layers, output } = names ?? namesIn(state);
  const unused = new Set(Object.keys(state));
  const take = (name: string, shape: Shape): Numbers => {
    if (!(name in state))
      throw new ReferenceError(
        `fromTorch: there is no "${name}"; there are ${Object.keys(state).join(", ") || "no tensors"}`,
      );
    unused.delete(name);
    return checked(`fromTorch: ${name}`, state[name], shape);
  };
  const takeBias = (has: boolean, name: string, count: number): Numbers =>
    has ? take(name, [count]) : new Float64Array(count);

  const blocks = blocksOf("fromTorch", net, layers);
  // What was made with bias=False has none at all.
  const hasBiases = blocks.flatMap(biasesOf).some((name) => name in state);
  const writes = blocks.map((block) => {
    const { gates, input, hidden, named } = block;
    const rows = gates.length * hidden;
    const Wx = take(named("weight_ih"), [rows, input]);
    const Wh = take(named("weight_hh"), [rows, hidden]);
    const [bx, bh] = biasesOf(block).map((name) => takeBias(hasBiases, name, rows));
    return () =>
      gates.forEach((gate, k) => {
        const part = (of: Numbers, width = 1): Numbers =>
          of.subarray(k * hidden * width, (k + 1) * hidden * width);
        writeGate(net.params, block.prefix, gate, {
          x: transposed(part(Wx, input), hidden, input),
          h: transposed(part(Wh, hidden), hidden, hidden),
          biasX: part(bx),
          biasH: part(bh),
        });
      });
  });
  if (net.options.output !== undefined) {
    const [inputs, outputs] = net.params.shape("W_out");
    const W = take(`${output}weight`, [outputs, inputs]);
    const b = takeBias(`${output}bias` in state, `${output}bias`, outputs);
    writes.push(() => net.params.set({ W_out: transposed(W, outputs, inputs), b_out: b }));
  }
  const isOfLayers = (name: string): boolean =>
    name.startsWith(layers) && /^(weight|bias)_(ih|hh|hr)_l\d/.test(name.slice(layers.length));
  const left = [...unused].filter((name) => !names || isOfLayers(name));
  if (left.length > 0)
    throw new ReferenceError(
      `fromTorch: nothing would use ${left.join(", ")}; ${names ? "want a network of as many layers and directions" : 'if that is meant, say how names begin, as { layers: "lstm.", output: "fc." }'}`,
    );
  for (const write of writes) write();
}

/**
 * The weights with PyTorch's names and shapes, to be written by `writeSafetensors` and read by load_state_dict. Where one
 * bias of ours stands for two of PyTorch's, it is bias_ih, and bias_hh is 0. `like` is a state_dict that was read before:
 * then names are its own, and both biases too wherever their sum is still the same, so that what was not trained comes
 * back bit for bit.
 */
export function toTorch(
  net: Weighted,
  { like, names }: { readonly like?: StateDict; readonly names?: TorchNames } = {},
): Record<string, Tensor<Numbers>> {
  const { layers, output } = names ?? (like ? namesIn(like) : { layers: "", output: "out." });
  const { dtype = "float32" } = net.options;
  const state: Record<string, Tensor<Numbers>> = {};
  const blocks = blocksOf("toTorch", net, layers);
  for (const { gates, prefix, input, hidden, named } of blocks) {
    const rows = gates.length * hidden;
    const [Wx, Wh] = [zeros(rows * input, dtype), zeros(rows * hidden, dtype)];
    const [bx, bh] = [zeros(rows, dtype), zeros(rows, dtype)];
    gates.forEach((gate, k) => {
      const { x, h, biasX, biasH } = readGate(net.params, prefix, gate);
      Wx.set(transposed(x, input, hidden), k * hidden * input);
      Wh.set(transposed(h, hidden, hidden), k * hidden * hidden);
      bx.set(biasX, k * hidden);
      bh.set(biasH, k * hidden);
      if (gate.x === gate.h && like) splitAs(like, named, [bx, bh], k * hidden, hidden);
    });
    state[named("weight_ih")] = { shape: [rows, input], data: Wx };
    state[named("weight_hh")] = { shape: [rows, hidden], data: Wh };
    state[named("bias_ih")] = { shape: [rows], data: bx };
    state[named("bias_hh")] = { shape: [rows], data: bh };
  }
  if (net.options.output !== undefined) {
    const [inputs, outputs] = net.params.shape("W_out");
    const W = transposed(net.params.get("W_out"), inputs, outputs);
    state[`${output}weight`] = { shape: [outputs, inputs], data: W };
    state[`${output}bias`] = { shape: [outputs], data: net.params.get("b_out").slice() };
  }
  // What was made with bias=False stays so, unless it has learnt one; PyTorch's layers have all of theirs or none.
  const isNeeded = (name: string): boolean =>
    !like || name in like || (name in state && state[name].data.some((v) => v !== 0));
  for (const biases of [blocks.flatMap(biasesOf), [`${output}bias`]])
    if (!biases.some(isNeeded)) for (const name of biases) delete state[name];
  return state;
}

/** Two biases for one, as they were where their sum is, else with the second as it was. */
function splitAs(
  like: StateDict,
  named: (key: string) => string,
  [bx, bh]: readonly [Numbers, Numbers],
  from: number,
  count: number,
): void {
  if (!(named("bias_ih") in like && named("bias_hh") in like)) return;
  const [oldX, oldH] = (["bias_ih", "bias_hh"] as const).map((key) =>
    checked(`toTorch: like: ${named(key)}`, like[named(key)], [bx.length]),
  );
  for (let k = from; k < from + count; k++) {
    const sum = bx[k];
    bx[k] = oldX[k] + oldH[k]; // rounded as it was when it was taken over
    bx[k] = bx[k] === sum ? oldX[k] : sum - oldH[k];
    bh[k] = oldH[k];
  }
}

/** The order of gates in a layer's matrices: nn.RNN, nn.LSTM and nn.GRU. */
const ORDERS = new Map<AnyCell, string>([
  [rnn, "h"],
  [reluRnn, "h"],
  [irnn, "h"],
  [lstm, "ifgo"],
  [gruResetAfter, "rzn"],
]);

/** A layer in one direction: one matrix for all gates from x, one from h. */
interface Block {
  readonly gates: readonly Gate[];
  /** Ours. */
  readonly prefix: string;
  readonly input: number;
  readonly hidden: number;
  /** PyTorch's name of "weight_ih" and the like. */
  readonly named: (key: string) => string;
}
const biasesOf = ({ named }: Block): string[] => [named("bias_ih"), named("bias_hh")];

function blocksOf(who: string, net: Weighted, layers: string): Block[] {
  const [cell] = net.cells;
  const gates = gatesOf(cell, ORDERS);
  if (!gates || net.cells.some((c) => c !== cell))
    throw new TypeError(
      `${who}: PyTorch has no ${net.cells.map((c) => c.name).join(", ")}; it has rnn, reluRnn, lstm and gruResetAfter, the same cell at each layer`,
    );
  return levelsOf(net).map(({ prefix, input, level, isReverse }) => ({
    ...{ gates, prefix, input, hidden: net.options.hidden },
    named: (key) => `${layers}${key}_l${level}${isReverse ? "_reverse" : ""}`,
  }));
}

/** How names begin in a state_dict: of the layers, and of the one dense layer beside them. */
function namesIn(state: StateDict): TorchNames {
  const beginnings = (ending: string): string[] =>
    Object.keys(state).flatMap((name) =>
      name.endsWith(ending) ? [name.slice(0, -ending.length)] : [],
    );
  const [layers, dense] = [beginnings("weight_ih_l0"), beginnings(".weight")];
  if (layers.length !== 1 || dense.length > 1)
    throw new ReferenceError(
      `state_dict: ${layers.length} names end in weight_ih_l0 and ${dense.length} in .weight; want one recurrent and at most one dense layer, or say how names begin, as { layers: "lstm.", output: "fc." }`,
    );
  return { layers: layers[0], output: dense.length === 1 ? `${dense[0]}.` : "out." };
}
