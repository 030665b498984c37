import type { Plan } from "../graph/model.js";
import { fill, type Nested, type Numbers } from "../graph/params.js";
import type { NamedIn, StateInfo, StatesIn } from "../graph/spec.js";
import { size, type Shape } from "../graph/sym.js";
import { inLayer } from "./recurrent-graph.js";
import { dataOf, isTensor, zeros, type NumbersOf, type Precision, type Tensor } from "./tensor.js";

/** The states of one layer in one direction, (B, H) each. */
export type States<C, D extends Precision = "float32"> = {
  readonly [K in StatesIn<C>]: Tensor<NumbersOf<D>>;
};
/** Every state and gate of one layer in one direction: (T, B, H) over a sequence, (B, H) at a step. */
export type Probed<C, D extends Precision = "float32"> = {
  readonly [K in NamedIn<C>]: Tensor<NumbersOf<D>>;
};
/** States to start from: H numbers for all the batch, or (B, H); 0 where not given. */
export type Initial<C> = { readonly [K in StatesIn<C>]?: Nested | Tensor<Numbers> };

/** A value of a plan, copied: the plan's own is overwritten by its next run. */
export const copied = <D extends Precision>(
  plan: Plan<string>,
  name: string,
): Tensor<NumbersOf<D>> => ({
  shape: plan.shapeOf(name),
  data: plan.outputs[name].slice() as NumbersOf<D>,
});

/** All values of a plan that belong to a layer, a record for each of `count` layers. `at`: as they are to be read. */
export function copiedLayers<R>(
  plan: Plan<string>,
  count: number,
  at = (value: Tensor<Numbers>): Tensor<Numbers> => value,
): R[] {
  return Array.from({ length: count }, (_, k) => {
    const prefix = inLayer(k, "");
    const own = Object.keys(plan.outputs).filter((name) => name.startsWith(prefix));
    return Object.fromEntries(
      own.map((name) => [name.slice(prefix.length), at(copied(plan, name))]),
    ) as R;
  });
}

/**
 * The inputs that start a plan's layers, by name. Throws ReferenceError for a state that is not there, and RangeError for
 * too many layers and for a wrong count.
 */
export function startsOf<C>(
  who: string,
  layers: readonly (readonly StateInfo[])[],
  batch: number,
  dtype: Precision,
  initial: readonly Initial<C>[],
): Readonly<Record<string, Numbers>> {
  if (initial.length > layers.length)
    throw new RangeError(
      `${who}: initial has ${initial.length} records; want at most ${layers.length}, one a layer and direction`,
    );
  initial.forEach((states, k) => {
    for (const name of Object.keys(states))
      if (!layers[k].some((s) => s.name === name))
        throw new ReferenceError(
          `${who}: initial of layer ${k} names "${name}"; its states are ${layers[k].map((s) => s.name).join(", ")}`,
        );
  });
  return Object.fromEntries(
    layers.flatMap((states, k) =>
      states.map(({ name, shape }) => {
        const given = initial[k] as Readonly<Record<string, Nested | Tensor<Numbers>>> | undefined;
        const start = zeros(batch * size(shape), dtype);
        start.set(rows(`${who}: initial ${name} of layer ${k}`, given?.[name] ?? 0, batch, shape));
        return [inLayer(k, name), start] as const;
      }),
    ),
  );
}

/** One number for all, a row for all the batch, or a row for each: as (B, H). */
function rows(
  what: string,
  value: Nested | Tensor<Numbers>,
  batch: number,
  shape: Shape,
): ArrayLike<number> {
  const width = size(shape);
  const isOne = isTensor(value) && value.data.length === width;
  const given = isTensor(value) ? dataOf(what, value, isOne ? shape : [batch, ...shape]) : value;
  if (typeof given === "number") return new Float64Array(batch * width).fill(given);
  const isRow = given.length === width && typeof given[0] === "number" && batch > 1;
  return fill(what, isRow ? Array.from({ length: batch }, () => given) : given, [batch, width]);
}
