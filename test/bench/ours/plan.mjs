import { weight } from "../same-numbers.mjs";

/** @typedef {{ tier: string, threads: number }} Configuration */

/**
 * A plan in this configuration with the weights that every contender has. Throws where the build cannot have it: a plan
 * that quietly took something slower would be timed under a wrong name.
 * @template {string} O
 * @param {import("../../../src/index.js").Model<{}, O>} definition
 * @param {Configuration} configuration
 * @param {{ gradients: boolean }} rest
 */
export function planned(definition, { tier, threads }, rest) {
  const plan = definition.plan({}, { ...rest, tier: /** @type {any} */ (tier), threads });
  if (plan.tier !== tier) throw new Error(`this machine has tier "${plan.tier}" in place of it`);
  // Where threads would not pay a plan takes fewer, and is timed so; that they were asked for is what counts.
  if (plan.threads > threads) throw new Error(`the plan runs on ${plan.threads} threads`);
  for (const name of plan.params.names)
    plan.params.get(name).set(weight(name, plan.params.shape(name)));
  return plan;
}

/**
 * Bytes of a plan's memory.
 * @param {import("../../../src/index.js").Plan<string>} plan
 */
export const bytesOf = (plan) => plan.params.flat.buffer.byteLength;
