import { fastest, type Tier } from "../core/simd.js";
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
  const build = dtype === "float32" ? fastest(tier) : undefined;
  return (build && runInWebAssembly(compiled, build, threads)) ?? runInJavaScript(compiled, dtype);
}
