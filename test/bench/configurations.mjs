/**
 * How our side is run: options of the plan, and flags of Node. A plan that cannot be had so is reported, not replaced.
 * "Flagless" is what any Node gives, "workbook" what the notebooks' kernel is started with.
 * @typedef {{ label: string, tier: string, threads: number, flags: string[] }} Configuration
 */

const WIDE = ["--experimental-wasm-revectorize"];

/** @satisfies {Record<string, Configuration>} */
export const CONFIGURATIONS = {
  flagless: { label: "flagless", tier: "relaxed", threads: 1, flags: [] },
  workbook: { label: "workbook", tier: "wide", threads: 1, flags: WIDE },
  flagless2: { label: "flagless, 2 threads", tier: "relaxed", threads: 2, flags: [] },
  workbook2: { label: "workbook, 2 threads", tier: "wide", threads: 2, flags: WIDE },
  js: { label: "js", tier: "js", threads: 1, flags: [] },
  simd: { label: "simd", tier: "simd", threads: 1, flags: [] },
};

/** @typedef {keyof typeof CONFIGURATIONS} ConfigurationName */
