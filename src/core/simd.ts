import { TIERS, type Build, type Tier } from "./kernels.js";
import { whyNot } from "./trial.js";
import { inTypeScript, inWebAssembly, type Workspace } from "./workspace.js";

export { packedSize, scratchOf, TIERS, type Build, type Kernels, type Tier } from "./kernels.js";
export { whyNot } from "./trial.js";
export type { Workspace } from "./workspace.js";

/**
 * The tier that a plan has if none is asked for: what the environment variable UNROLLED_TIER says, or "relaxed". The
 * workbook sets it: "wide" for its kernel, which has the engine's flag, and "simd" for outputs that are compared.
 */
export function defaultTier(): Tier {
  const asked = fromEnvironment("UNROLLED_TIER");
  if (!asked) return "relaxed";
  if ((TIERS as readonly string[]).includes(asked)) return asked as Tier;
  throw new RangeError(`UNROLLED_TIER is "${asked}"; want one of ${TIERS.join(", ")}`);
}

/** How many threads a plan may have if nobody says: what the environment variable UNROLLED_THREADS says, or 1. */
export function defaultThreads(): number {
  const asked = fromEnvironment("UNROLLED_THREADS");
  if (!asked) return 1;
  if (/^[1-9]\d*$/.test(asked)) return Number(asked);
  throw new RangeError(`UNROLLED_THREADS is "${asked}"; want a whole number of at least 1`);
}

function fromEnvironment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name];
}

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
