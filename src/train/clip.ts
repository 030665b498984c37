import type { Params } from "../graph/params.js";

/**
 * Scales all gradients together so that their global norm (the root of the sum of all squares) is at most `limit`
 * (Pascanu, Mikolov & Bengio 2013, algorithm 1). Returns the norm as it was. Throws RangeError for a limit that is not
 * more than 0.
 */
export function clipByGlobalNorm(grads: Params, limit: number): number {
  if (!(limit > 0)) throw new RangeError(`clipByGlobalNorm: limit is ${limit}; want more than 0`);
  const g = grads.flat;
  let sum = 0;
  for (let k = 0; k < g.length; k++) sum += g[k] * g[k];
  const norm = Math.sqrt(sum);
  if (norm > limit) for (let k = 0; k < g.length; k++) g[k] *= limit / norm;
  return norm;
}
