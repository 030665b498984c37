import type { Params } from "../graph/params.js";

/** The settings of Adam, named as in PyTorch. */
export interface AdamOptions {
  /** Step size. Default 0.001. */
  readonly lr?: number;
  /** Decay of the running mean of gradients. Default 0.9. */
  readonly beta1?: number;
  /** Decay of the running mean of their squares. Default 0.999. */
  readonly beta2?: number;
  /** Added to the root, so that no division by zero arises. Default 1e-8. */
  readonly eps?: number;
}
/** What Adam remembers from step to step, a number for each weight. */
export interface AdamState {
  /** Updates so far. */
  steps: number;
  /** The running mean of gradients, in the order of `params.flat`. */
  readonly mean: Float64Array;
  /** The running mean of their squares. */
  readonly square: Float64Array;
}

/** Adam before its first step. */
export const adamState = ({ flat: { length } }: Params): AdamState => ({
  steps: 0,
  mean: new Float64Array(length),
  square: new Float64Array(length),
});

/**
 * Adam (Kingma & Ba 2015, algorithm 1): moves the parameters by one step at each call. `state` goes on from where it is,
 * and is changed. Throws RangeError for a setting out of range and for a state of other parameters.
 */
export function adam(
  params: Params,
  { lr = 1e-3, beta1 = 0.9, beta2 = 0.999, eps = 1e-8 }: AdamOptions = {},
  state: AdamState = adamState(params),
): (grads: Params) => void {
  for (const [name, value] of Object.entries({ lr, eps }))
    if (!(value > 0)) throw new RangeError(`adam: ${name} is ${value}; want more than 0`);
  for (const [name, value] of Object.entries({ beta1, beta2 }))
    if (!(value >= 0 && value < 1))
      throw new RangeError(`adam: ${name} is ${value}; want 0 <= ${name} < 1`);
  const { mean, square } = state;
  if (mean.length !== params.flat.length || square.length !== params.flat.length)
    throw new RangeError(
      `adam: the state is of ${mean.length} weights; these are ${params.flat.length}`,
    );
  return (grads) => {
    state.steps++;
    const [theta, g] = [params.flat, grads.flat];
    const rate = lr / (1 - beta1 ** state.steps);
    const scale = 1 / (1 - beta2 ** state.steps);
    for (let k = 0; k < theta.length; k++) {
      const d = g[k];
      mean[k] = beta1 * mean[k] + (1 - beta1) * d;
      square[k] = beta2 * square[k] + (1 - beta2) * d * d;
      theta[k] -= (rate * mean[k]) / (Math.sqrt(square[k] * scale) + eps);
    }
  };
}
