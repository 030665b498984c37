import type { Numbers } from "../graph/params.js";
import type { Tensor } from "../models/tensor.js";

/** One unit's number at each step of a tensor (T, 1, H). */
export const unitOf = ({ shape: [T, , H], data }: Tensor<Numbers>, unit: number): number[] =>
  Array.from({ length: T }, (_, t) => data[t * H + unit]);
