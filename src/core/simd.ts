import type { Build } from "./kernels.js";
import { TIERS, type Tier } from "./tier.js";
import { whyNot } from "./trial.js";
import { inTypeScript, inWebAssembly, type Workspace } from "./workspace.js";

export { packedSize, scratchOf, type Build, type Kernels } from "./kernels.js";
export { TIERS, type Tier } from "./tier.js";
export { whyNot } from "./trial.js";
export type { Workspace } from "./workspace.js";

/**
 * `size` zeros, with the products of `tier` or, where that cannot be had, of the one before it; the result's own
 * `tier` says which. Float64 has "js" only. `scratch`: the most that scratchOf says for any product to come.
 *
 * Every workspace has a WebAssembly memory of its own, so that it goes when its plan goes. An engine may refuse one:
 * beyond 4 GiB, or with many thousands alive at a time, since each reserves addresses (not memory) by the gigabyte.
 */
export function workspace(
  size: number,
  dtype: "float32" | "float64",
  tier: Tier,
  scratch: number,
): Workspace {
  const build = dtype === "float32" ? fastest(tier) : undefined;
  return (
    (build && inWebAssembly(build, size, scratch)) ??
    inTypeScript(dtype === "float64" ? new Float64Array(size) : new Float32Array(size))
  );
}

/** The fastest build that this machine has and `tier` allows; undefined if that is TypeScript. */
export function fastest(tier: Tier): Build | undefined {
  const allowed = TIERS.slice(1, TIERS.indexOf(tier) + 1) as Build[];
  return allowed.findLast((t) => whyNot(t) === undefined);
}
