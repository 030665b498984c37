import { unrolled } from "./library.mjs";
import { planned } from "./plan.mjs";

const { matmul, model } = unrolled;

/**
 * A product of two square matrices, either of which may be transposed. Both are parameters, so that a run does nothing
 * but multiply.
 * @param {{ form: string, n: number }} given
 * @param {import("./plan.mjs").Configuration} configuration
 */
export function product({ form, n }, configuration) {
  const definition = model("product", (m) => {
    const [a, b] = [m.param("a", [n, n]), m.param("b", [n, n])];
    return { y: matmul(a, b, form === "a' b", form === "a b'") };
  });
  const plan = planned(definition, configuration, { gradients: false });
  return {
    once() {
      const began = performance.now();
      plan.forward({});
      return { product: performance.now() - began };
    },
    check: () => ({ loss: Float64Array.from(plan.outputs.y).reduce((sum, v) => sum + v * v, 0) }),
  };
}
