import { TIERS, whyNot, type Tier } from "../core/simd.js";
import type { Compiled } from "./plan.js";
import { runInJavaScript, type Runner } from "./run.js";
import { runInWebAssembly } from "./run-wasm.js";

/** The fastest runner that `tier` allows and this machine has. Float64 has JavaScript only. */
export function runner(
  compiled: Compiled,
  dtype: "float32" | "float64",
  tier: Tier,
  threads = 1,
): Runner {
  const allowed = dtype === "float64" ? [] : TIERS.slice(1, TIERS.indexOf(tier) + 1);
  const found = allowed.findLast((t) => whyNot(t) === undefined) as Exclude<Tier, "js"> | undefined;
  return (found && runInWebAssembly(compiled, found, threads)) ?? runInJavaScript(compiled, dtype);
}
