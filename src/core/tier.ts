/**
 * How matrix products of Float32 are worked out. Each gives the same bits at every run on one machine.
 * "js": the blocked TypeScript, with sums in Float64. "simd": WebAssembly, four numbers at a time; the same bits on
 * every machine. "relaxed": the same with fused multiply-adds, where the machine has them; its last digits differ from
 * machine to machine. "wide": the bits of "relaxed", eight numbers at a time, where the engine joins pairs of vectors:
 * Node 24 or later with --experimental-wasm-revectorize.
 */
export type Tier = "js" | "simd" | "relaxed" | "wide";
/** The slowest first: where one is absent, the one before it serves. */
export const TIERS: readonly Tier[] = ["js", "simd", "relaxed", "wide"];

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
