import { whyNot, type Build } from "../../src/core/simd.js";

/**
 * The WebAssembly builds that this engine can compile. "wide" needs the same instructions as "relaxed"; the flag that
 * makes it quick has no part in its results, which are tested with and without.
 */
export const builds: readonly Build[] = (["simd", "relaxed", "wide"] as const).filter(
  (build) => whyNot(build === "wide" ? "relaxed" : build) === undefined,
);

/** How an operand may be stored: [a is transposed, b is]. */
export const FORMS = [
  [false, false],
  [true, false],
  [false, true],
  [true, true],
] as const;
