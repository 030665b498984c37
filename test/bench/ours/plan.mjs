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
  const options = /** @type {any} */ ({ ...rest, tier, ...(threads > 1 ? { threads } : {}) });
  const plan = definition.plan({}, options);
  if (plan.tier !== tier) throw new Error(`this machine has tier "${plan.tier}" in place of it`);
  // An option that a build does not know is passed over in silence; one that it knows shows on the plan.
  const got = /** @type {any} */ (plan).threads ?? 1;
  if (got !== threads) throw new Error(`this build's plans run on ${got} thread, not ${threads}`);
  for (const name of plan.params.names)
    plan.params.get(name).set(weight(name, plan.params.shape(name)));
  return plan;
}

/**
 * Bytes of a plan's memory.
 * @param {import("../../../src/index.js").Plan<string>} plan
 */
export const bytesOf = (plan) => plan.params.flat.buffer.byteLength;
