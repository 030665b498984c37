import type { AnyCell } from "../graph/cell.js";
import { normalise } from "../graph/functions.js";
import { mul } from "../graph/ops.js";
import type { Normaliser } from "../graph/weights.js";

const LAYER_NORM: Normaliser = {
  name: "LN",
  apply: (product, gate, from, asker) =>
    mul(from.param(`gain_${gate}`, [product.shape.at(-1)!], 1, asker), normalise(product)),
};

/**
 * A cell with each layer's sum of products brought to mean 0 and variance 1 over its units, before gain and bias
 * (Ba, Kiros & Hinton 2016, equations 3 and 4). Each layer has a gain_name that starts at 1.
 */
export const layerNormalised = <C extends AnyCell>(original: C): C => ({
  ...original,
  name: `${original.name} with layer normalisation`,
  trace: (given, from, hidden) => original.trace(given, from, hidden, LAYER_NORM),
});
