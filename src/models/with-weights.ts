import type { Plan } from "../graph/model.js";
import type { Params } from "../graph/params.js";

/** A plan that is run with these weights instead of its own: a training of it moves them at each update. */
export const withWeights = <O extends string>(plan: Plan<O>, params: Params): Plan<O> => ({
  ...plan,
  params,
  forward(given) {
    plan.params.flat.set(params.flat);
    return plan.forward(given);
  },
});
