/** The frozen vectors; make.py, which wrote them, says what each name holds. */
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

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`torch-${name}.json`, import.meta.url), "utf8"));

export const torchRnn: MadeBy & { cell: "rnn"; cases: RnnCase[] } = read("rnn");
export const torchLstm: MadeBy & { cell: "lstm"; cases: LstmCase[] } = read("lstm");
export const torchTrain: MadeBy & Training = read("train");
