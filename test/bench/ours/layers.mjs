import { sequence } from "../same-numbers.mjs";
import { CELLS } from "./cells.mjs";
import { unrolled } from "./library.mjs";
import { bytesOf, planned } from "./plan.mjs";

const { adam, mean, model } = unrolled;

/** @typedef {{ cell: string, T: number, B: number, I: number, H: number, growth?: boolean, checkpoint?: number }} Given */

/**
 * A layer over a sequence, and what is fed to it: x, and vectors of width H for whatever else its step is given.
 * @param {Given} given
 * @param {boolean} training
 */
function layer({ cell: name, T, B, I, H, checkpoint }, training) {
  const cell = CELLS[name];
  /** @type {Record<string, number[]>} */
  const shapes = { x: [T, B, I] };
  for (const [key, entry] of Object.entries(cell.spec))
    if (entry === "step" || (typeof entry === "object" && "of" in entry)) shapes[key] = [T, B, H];
  if (name === "grid") delete shapes["x"];
  const definition = model(cell.name, (m) => {
    const feeds = Object.entries(shapes).map(([key, shape]) => [key, m.input(key, shape)]);
    const options = checkpoint === undefined ? {} : { checkpoint };
    const run = m.scan(m.layer("", cell, { hidden: H }), Object.fromEntries(feeds), options);
    const h = /** @type {any} */ (run)[name === "grid" ? "h_time" : "h"];
    return training ? { loss: mean(h) } : { h };
  });
  const inputs = Object.fromEntries(
    Object.entries(shapes).map(([key, shape]) => [key, sequence(key, shape)]),
  );
  return { definition, inputs };
}

/**
 * One training step, timed up to the gradient and up to the new weights. The step is so small that the weights stay
 * where they are, and a late run costs what an early one does.
 * @param {Given} given
 * @param {import("./plan.mjs").Configuration} configuration
 */
export function training(given, configuration) {
  const { definition, inputs } = layer(given, true);
  const plan = planned(definition, configuration, { gradients: true });
  const step = adam(plan.params, { lr: 1e-7 });
  return {
    once() {
      const began = performance.now();
      plan.forward(inputs);
      const grads = plan.backward();
      const through = performance.now();
      step(grads);
      return { "forward + backward": through - began, "and Adam": performance.now() - began };
    },
    check: () => ({
      loss: /** @type {any} */ (plan.outputs).loss[0],
      gradient: Math.hypot(...chunks(plan.grads.flat)),
    }),
    facts: {
      bytes: bytesOf(plan),
      ...(given.growth && { bytesPerStep: bytesPerStep(given, configuration) }),
    },
  };
}

/**
 * @param {Given} given
 * @param {import("./plan.mjs").Configuration} configuration
 */
export function forward(given, configuration) {
  const { definition, inputs } = layer(given, false);
  const plan = planned(definition, configuration, { gradients: false });
  const h = /** @type {import("../../../src/index.js").Numbers} */ (
    /** @type {any} */ (plan.outputs).h
  );
  return {
    once() {
      const began = performance.now();
      plan.forward(inputs);
      return { forward: performance.now() - began };
    },
    check: () => ({ loss: Float64Array.from(h).reduce((sum, v) => sum + v, 0) / h.length }),
    facts: { bytes: bytesOf(plan) },
  };
}

/**
 * What a step adds to a plan that trains: the difference to a plan half as long.
 * @param {Given} given
 * @param {import("./plan.mjs").Configuration} configuration
 */
function bytesPerStep(given, configuration) {
  const half = Math.ceil(given.T / 2);
  const [whole, part] = [given.T, half].map((T) => {
    const { definition } = layer({ ...given, T }, true);
    return bytesOf(planned(definition, configuration, { gradients: true }));
  });
  return (whole - part) / (given.T - half);
}

/**
 * Norms of stretches, since a call takes only so many arguments.
 * @param {import("../../../src/index.js").Numbers} numbers
 */
function chunks(numbers) {
  /** @type {number[]} */
  const norms = [];
  for (let at = 0; at < numbers.length; at += 4096)
    norms.push(Math.hypot(...numbers.subarray(at, at + 4096)));
  return norms;
}
