import { random } from "../../src/core/random.js";
import { TIERS, whyNot, type Tier } from "../../src/core/simd.js";
import { interpret } from "../../src/graph/interpret.js";
import { model, type PlanOptions } from "../../src/graph/model.js";
import { add, mul, sumTo } from "../../src/graph/ops.js";
import type { Numbers } from "../../src/graph/params.js";
import { compile } from "../../src/graph/plan.js";
import { gradient } from "../../src/graph/reverse.js";
import { runner } from "../../src/graph/runner.js";
import { size, type Sym } from "../../src/graph/sym.js";
import type { Outcome } from "./comparison.js";
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

/** Sizes from 1 up; H as the form asks for. */
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
/** A form at some sizes: traced once, for numbers drawn as often as one likes. */
export function atSizes(form: Form, sizes: Sizes) {
  const functional = functionalOf(form);
  const traced = functional.trace(sizes);
  const { inputs, below, params } = traced;
  return {
    ...traced,
    /** Inputs that are no whole numbers. */
    real: [...inputs.keys()].filter((name) => !below.has(name)),
    plan: (options: PlanOptions) => functional.plan(sizes, options),
    /** Numbers for all that it is given. Float32 can hold each of them exactly. */
    draw(seed: number): { given: Given; theta: Given } {
      const dice = random(seed).fork(form.name);
      const draw = (shape: readonly number[], scale: number, limit?: number): Float64Array =>
        Float64Array.from({ length: size(shape) }, () =>
          limit === undefined ? Math.fround(dice.normal() * scale) : dice.below(limit),
        );
      const given: Given = {};
      for (const [name, node] of inputs) given[name] = draw(node.shape, 1, below.get(name));
      const theta: Given = {};
      for (const { shape, attrs } of params) theta[attrs.path] = draw(shape, 0.7);
      return { given, theta };
    },
  };
}

/** What is worked out for each sizes serves all cases that have them. */
function bySizes<V>(make: (sizes: Sizes) => V): (sizes: Sizes) => V {
  const known = new Map<string, V>();
  return (sizes) => {
    const key = JSON.stringify(sizes);
    if (!known.has(key)) known.set(key, make(sizes));
    return known.get(key)!;
  };
}

/**
 * The largest error of any gradient against finite differences, over so many random shapes. A point at which the
 * difference is not sure of itself, as on a ReLU's kink, is drawn again.
 */
export function againstDifferences(form: Form, cases: number): Outcome {
  const at = bySizes((sizes) => differencesOf(form, sizes));
  let [worst, redrawn] = [0, 0];
  for (let k = 0; k < cases; k++) {
    const errorOf = at(drawSizes(form, k, { T: 5, B: 2, I: 3, H: 3 }));
    let here = errorOf(k);
    for (let again = 1; here === undefined && again <= 20; again++, redrawn++)
      here = errorOf(k + again * cases);
    worst = Math.max(worst, here ?? Infinity);
  }
  return { cases, worst, redrawn };
}

function differencesOf(form: Form, sizes: Sizes): (seed: number) => number | undefined {
  const { real, plan, draw } = atSizes(form, sizes);
  const wrt = real.filter((name) => !name.startsWith("d_"));
  const made = plan({ dtype: "float64", wrt });
  const { loss, views } = lossAlone(form, sizes);
  return (seed) => {
    const { given, theta } = draw(seed);
    made.params.set(theta);
    made.forward(given);
    made.backward();
    for (const [name, numbers] of Object.entries({ ...given, ...theta })) views[name].set(numbers);
    let worst = 0;
    for (const name of [...made.params.names, ...wrt]) {
      const found = name in theta ? made.grads.get(name) : made.inputGradient(name);
      const error = errorOf(found, loss, views[name]);
      if (error === undefined) return undefined;
      worst = Math.max(worst, error);
    }
    return worst;
  };
}

const EPS = 2e-3;
/** Above this an error is looked into: it may be the difference's own. */
const SUSPICIOUS = 1e-9;
/** A gradient that is nothing by nature is told from the rounding of its difference by no ratio. */
const NOTHING = 1e-11;

/**
 * The error of one tensor's gradient, by a difference of the fourth order if that will do and of the sixth if not;
 * undefined if that one is not sure of itself: half as wide, it says something else by as much as it is to tell.
 */
function errorOf(found: Numbers, loss: () => number, at: Float64Array): number | undefined {
  const quick = apart(found, finiteDifference(loss, at, EPS, 4));
  if (quick < SUSPICIOUS) return quick;
  const wide = finiteDifference(loss, at, EPS);
  const error = apart(found, wide);
  if (error < SUSPICIOUS) return error;
  return relativeError(wide, finiteDifference(loss, at, EPS / 2)) > error / 10 ? undefined : error;
}

/** The loss and no more, compiled alone: it reads what it is given where it lies. Differences call it a million times. */
function lossAlone(form: Form, sizes: Sizes) {
  const { inputs, params, outputs } = functionalOf(form).trace(sizes);
  const compiled = compile([...params, ...inputs.values()], [[outputs["loss"]]]);
  const { memory, run } = runner(compiled, "float64", "js");
  const { place } = compiled;
  const named = [...inputs, ...params.map((node) => [node.attrs.path, node] as const)];
  const views = Object.fromEntries(
    named.map(([name, node]) => {
      const { at } = place(node);
      return [name, memory.subarray(at, at + size(node.shape)) as Float64Array];
    }),
  );
  const { at } = place(outputs["loss"]);
  const loss = (): number => {
    run(0);
    return memory[at];
  };
  return { loss, views };
}

/** The error of a tensor; 0 where neither has a number above what rounding leaves of nothing. */
function apart(a: Numbers, b: Numbers): number {
  const isNothing = (v: Numbers): boolean => v.every((x) => Math.abs(x) < NOTHING);
  return isNothing(a) && isNothing(b) ? 0 : relativeError(a, b);
}

/** The ways in which a plan can be run here: in Float64, and in Float32 on each tier that this machine has. */
export type Way = "Float64" | Tier;
export const WAYS: readonly Way[] = [
  "Float64",
  ...TIERS.filter((tier) => whyNot(tier) === undefined),
];

/**
 * The largest error of any value or gradient of the plan, in each way of running it, against the plain interpreter, which
 * computes in Float64 from numbers that Float32 holds. One case in eight is large enough for every loop of the plan to
 * go round. The error of a tensor is ||a - b|| / (||a|| + ||b||), or, if it is smaller than a tenth of the largest
 * one of its case, ||a - b|| over that tenth: what passes a nearly closed gate is 1 - 0.9999 and has lost digits.
 */
export function againstInterpreter(form: Form, cases: number): Record<Way, Outcome> {
  const worst: Record<Way, number> = { Float64: 0, js: 0, simd: 0, relaxed: 0, wide: 0 };
  for (let k = 0; k < cases; k++) {
    const sizes = drawSizes(form, k, k % 8 === 7 ? LARGE : SMALL);
    const { inputs, params, outputs, real, plan, draw } = atSizes(form, sizes);
    const { given, theta } = draw(k);
    // The loss itself is one sum of many signs: its error is that of its terms.
    const names = Object.keys(outputs).filter((name) => name !== "loss");
    const expected = interpret(
      [
        ...names.map((name) => outputs[name]),
        ...gradient(outputs["loss"], [...params, ...real.map((name) => inputs.get(name)!)]),
      ],
      new Map<Sym, Float64Array>([
        ...[...inputs].map(([name, node]) => [node, given[name]] as const),
        ...params.map((node) => [node, theta[node.attrs.path]] as const),
      ]),
    ).map(({ data }) => data);
    const least = Math.max(...expected.map(norm)) / 10;
    for (const way of WAYS) {
      const made = plan({
        wrt: real,
        ...(way === "Float64" ? { dtype: "float64" } : { dtype: "float32", tier: way }),
      });
      made.params.set(theta);
      const values = made.forward(given);
      made.backward();
      const got = [
        ...names.map((name) => values[name]),
        ...params.map((node) => made.grads.get(node.attrs.path)),
        ...real.map((name) => made.inputGradient(name)),
      ];
      expected.forEach((data, j) => {
        const own = norm(got[j]) + norm(data);
        const error = relativeError(got[j], data) * (own < least ? own / least : 1);
        worst[way] = Math.max(worst[way], error);
      });
    }
  }
  return Object.fromEntries(
    Object.entries(worst).map(([way, error]) => [way, { cases, worst: error }]),
  ) as Record<Way, Outcome>;
}
const SMALL: Sizes = { T: 5, B: 4, I: 5, H: 6 };
const LARGE: Sizes = { T: 5, B: 7, I: 17, H: 33 };
function norm(v: Numbers): number {
  let sum = 0;
  for (const x of v) sum += x * x;
  return Math.sqrt(sum);
}
