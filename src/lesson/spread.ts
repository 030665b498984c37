import { round } from "../plot/figure.js";

/** Evenly spaced numbers, both ends included. */
export const spread = (count: number, from: number, to: number): number[] =>
  Array.from({ length: count }, (_, k) => round(from + ((to - from) * k) / (count - 1)));
