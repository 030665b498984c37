/** The frozen vectors; the make scripts, which wrote them, say what each name holds. */
import { readFileSync } from "node:fs";

export type Arrays = Record<string, number[]>;
export interface Sizes {
  T: number;
  B: number;
  I: number;
  H: number;
}
interface MadeBy {
  torch: string;
  python: string;
  seed: number;
}
interface MadeByOnnx extends MadeBy {
  onnx: string;
  onnxruntime: string;
  opset: number;
}

export interface RnnCase extends Sizes {
  weights: Arrays;
  x: number[];
  h0: number[];
  dh: number[];
  loss: number;
  h: number[];
  grad: Arrays;
}
export interface LstmCase extends RnnCase {
  c0: number[];
  dc: number[];
  cT: number[];
  f: number[];
  i: number[];
  g: number[];
  o: number[];
  c: number[];
}
export interface GruCase extends RnnCase {
  r: number[];
  z: number[];
  n: number[];
}
/** L layers, D directions: the names of weights, initial, dfinal, final and grad begin as `layerNames` says. */
export interface LayersCase extends Sizes {
  cell: "rnn" | "lstm" | "gru";
  L: number;
  D: number;
  lengths?: number[];
  weights: Arrays;
  x: number[];
  initial: Arrays;
  dh: number[];
  dfinal: Arrays;
  loss: number;
  h: number[];
  final: Arrays;
  grad: Arrays;
}
export interface CtcCase {
  T: number;
  B: number;
  K: number;
  S: number;
  inputLengths: number[];
  targetLengths: number[];
  targets: number[];
  logits: number[];
  /** Infinity where there are too few steps for the target. */
  loss: number[];
  grad: { logits: number[] };
}
export interface OnnxGruCase extends Sizes {
  kind: "resetBefore" | "resetAfter";
  weights: Arrays;
  x: number[];
  h0: number[];
  h: number[];
  hT: number[];
}
export interface OnnxLstmCase extends Omit<OnnxGruCase, "kind"> {
  kind: "plain" | "peephole" | "coupled" | "coupledPeephole";
  lengths?: number[];
  c0: number[];
  cT: number[];
}
export interface Training {
  T: number;
  B: number;
  V: number;
  H: number;
  steps: number;
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  clip: number;
  inputs: number[];
  targets: number[];
  initial: Arrays;
  final: Arrays;
  loss: number[];
  norm: number[];
  clipped: Arrays[];
}

/** What the names of each layer and direction begin with, in torch's order: "", "layers.0.", "layers.1.backward.". */
export const layerNames = ({ L, D }: { L: number; D: number }): string[] =>
  Array.from({ length: L }, (_, l) => (L > 1 ? `layers.${l}.` : "")).flatMap((layer) =>
    D > 1 ? [`${layer}forward.`, `${layer}backward.`] : [layer],
  );

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));

export const torchRnn: MadeBy & { cell: "rnn"; cases: RnnCase[] } = read("torch-rnn");
export const torchLstm: MadeBy & { cell: "lstm"; cases: LstmCase[] } = read("torch-lstm");
export const torchGru: MadeBy & { cell: "gru"; cases: GruCase[] } = read("torch-gru");
export const torchTrain: MadeBy & Training = read("torch-train");

type Layers = MadeBy & { cases: LayersCase[] };
export const torchBidirectional: Layers = read("torch-bidirectional");
export const torchStacked: Layers = read("torch-stacked");
export const torchStackedBidirectional: Layers = read("torch-stacked-bidirectional");
export const torchPacked: Layers = read("torch-packed");

export const torchCtc: MadeBy & { cases: CtcCase[] } = read("torch-ctc");
export const onnxLstm: MadeByOnnx & { cases: OnnxLstmCase[] } = read("onnx-lstm");
export const onnxGru: MadeByOnnx & { cases: OnnxGruCase[] } = read("onnx-gru");
