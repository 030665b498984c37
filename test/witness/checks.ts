import { random } from "../../src/core/random.js";
import { interpret } from "../../src/graph/interpret.js";
import { model, type PlanOptions } from "../../src/graph/model.js";
import { add, mul, sumTo } from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { size, type Sym } from "../../src/graph/sym.js";
import { finiteDifference, relativeError } from "./error.js";
import type { Form, Sizes } from "./forms.js";

/** A random linear functional of all that a form works out, so that every path matters; or the form's own loss. */
export const functionalOf = ({ name, build }: Form) =>
  model(name, (m, sizes: Sizes): Readonly<Record<string, Sym>> => {
    const values = build(m, sizes);
    if (values["loss"]) return values;
    const terms = Object.entries(values).map(([key, value]) =>
      sumTo(mul(value, m.input(`d_${key}`, value.shape)), []),
    );
    return { ...values, loss: add(...terms) };
  });

/** Sizes around which loops have their edges, one of them always 1 more than a small one. */
export function drawSizes(form: Form, seed: number, most: Sizes): Sizes {
  const { below } = random(seed).fork(`${form.name} ${form.form}`);
  const { multiple = 1, least = 1 } = form;
  const units = multiple * (1 + below(Math.max(1, Math.floor(most.H / multiple))));
  return {
    T: 1 + below(most.T),
    B: 1 + below(most.B),
    I: 1 + below(most.I),
    H: Math.max(least, units),
  };
}

type Given = Record<string, Float64Array>;
/** A form at some sizes, with numbers for all that it is given. Float32 can hold each number exactly. */
export function drawCase(form: Form, sizes: Sizes, seed: number) {
  const functional = functionalOf(form);
  const { inputs, below, params, outputs } = functional.trace(sizes);
  const dice = random(seed).fork(form.name);
  const draw = (shape: readonly number[], scale: number, limit?: number): Float64Array =>
    Float64Array.from({ length: size(shape) }, () =>
      limit === undefined ? Math.fround(dice.normal() * scale) : dice.below(limit),
    );
  const given: Given = {};
  for (const [name, node] of inputs) given[name] = draw(node.shape, 1, below.get(name));
  const theta: Given = {};
  for (const { shape, attrs } of params) theta[attrs.path] = draw(shape, 0.7);
  const real = [...inputs.keys()].filter((name) => !below.has(name));
  const plan = (options: PlanOptions) => {
    const made = functional.plan(sizes, options);
    made.params.set(theta);
    return made;
  };
  return { inputs, params, outputs, given, theta, real, plan };
}

/** The largest error of any gradient against finite differences, over so many random shapes; kinks are drawn again. */
export function againstDifferences(form: Form, cases: number): { worst: number; redrawn: number } {
  let worst = 0;
  let redrawn = 0;
  for (let k = 0; k < cases; k++) {
    const sizes = drawSizes(form, k, { T: 5, B: 3, I: 4, H: 4 });
    let here = differencesOf(form, sizes, k);
    for (let again = 1; here === Infinity && again <= 20; again++, redrawn++)
      here = differencesOf(form, sizes, k + again * cases);
    worst = Math.max(worst, here);
  }
  return { worst, redrawn };
}

/** Infinity where a difference is not sure of itself: half as wide, it says something else. */
function differencesOf(form: Form, sizes: Sizes, seed: number): number {
  const { given, real, plan } = drawCase(form, sizes, seed);
  const wrt = real.filter((name) => !name.startsWith("d_"));
  const made = plan({ dtype: "float64", wrt });
  const loss = (): number => made.forward(given)["loss"][0];
  loss();
  made.backward();
  const pairs = [
    ...made.params.names.map((name) => [made.params.get(name), made.grads.get(name)] as const),
    ...wrt.map((name) => [given[name], made.inputGradient(name)] as const),
  ].map(([at, gradient]) => [at as Float64Array, Float64Array.from(gradient)] as const);
  const errors = pairs.map(([at, gradient]) => {
    const wide = finiteDifference(loss, at);
    if (form.kinked && relativeError(wide, finiteDifference(loss, at, 5e-4)) > 1e-9)
      return Infinity;
    // A gradient that is nothing by nature is told from its rounding by no ratio.
    return isNothing(gradient) && isNothing(wide) ? 0 : relativeError(gradient, wide);
  });
  return Math.max(...errors);
}

const isNothing = (a: Float64Array): boolean => a.every((v) => Math.abs(v) < 1e-11);

/** The largest error of any value or gradient of the plan against the plain interpreter, in both precisions. */
export function againstInterpreter(
  form: Form,
  cases: number,
): { float64: number; float32: number } {
  const worst = { float64: 0, float32: 0 };
  for (let k = 0; k < cases; k++) {
    const sizes = drawSizes(
      form,
      k,
      k % 4 === 3 ? { T: 9, B: 7, I: 17, H: 33 } : { T: 5, B: 4, I: 5, H: 6 },
    );
    const { inputs, params, outputs, given, theta, real, plan } = drawCase(form, sizes, k);
    const bound = new Map<Sym, Float64Array>([
      ...[...inputs].map(([name, node]) => [node, given[name]] as const),
      ...params.map((node) => [node, theta[node.attrs.path]] as const),
    ]);
    const names = Object.keys(outputs);
    const wrt = [...params, ...real.map((name) => inputs.get(name)!)];
    const expected = interpret(
      [...names.map((name) => outputs[name]), ...gradient(outputs["loss"], wrt)],
      bound,
    );
    for (const dtype of ["float64", "float32"] as const) {
      const made = plan({ dtype, wrt: real });
      const values = made.forward(given);
      made.backward();
      const got = [
        ...names.map((name) => values[name]),
        ...params.map((node) => made.grads.get(node.attrs.path)),
        ...real.map((name) => made.inputGradient(name)),
      ];
      expected.forEach(({ data }, j) => {
        // The loss itself is one sum of many signs: its error is that of its terms.
        if (names[j] === "loss" && values["loss"].length === 1) return;
        worst[dtype] = Math.max(worst[dtype], relativeError(got[j], data));
      });
    }
  }
  return worst;
}
