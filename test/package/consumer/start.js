import { crossEntropy, lstm, mean, model, random, train } from "unrolled";
import { learn } from "./learn.mjs";

/** As a page or its worker does it: what is named here is all that a bundle should hold. */
export const start = (/** @type {number} */ threads) =>
  learn({ crossEntropy, lstm, mean, model, random, train }, threads).catch((error) => ({
    error: String(error?.stack ?? error),
  }));
