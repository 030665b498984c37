import type { AnyCell } from "../../src/graph/cell.js";
import { model, type Build } from "../../src/graph/model.js";
import { add, mul, reshape, slice, sub, sumTo } from "../../src/graph/ops.js";
import type { StackShape } from "../../src/graph/stack.js";
import type { Sym } from "../../src/graph/sym.js";
import type { Sizes } from "../golden/golden.js";
import { relativeError } from "./error.js";
import { type Case, drawn } from "./more-cases.js";

/** The library run on what a witness by hand is given: the largest error of any value, of the loss and any gradient. */

type Syms = Readonly<Record<string, Sym>>;
export type Library<S> = (m: Build, sizes: S) => Syms;

/** A state before the first step: that of h is h0, that of h.1, layer 1's, is h0.1. */
const initialName = (state: string): string => state.replace(/\.|$/, "0$&");

/** `library` returns all values under the witness's names, and states at the end as h_final, h.1_final. */
export function againstHand<S>(c: Case<S>, library: Library<S>, seed?: number): number {
  const { weights, given, cotangents } = drawn(c, seed);
  const { loss, values, grad } = c.run(c.sizes, weights, given, cotangents);
  const wrt = Object.keys(given);
  const plan = model("by hand", (m, sizes: S): Syms => {
    const all = library(m, sizes);
    const terms = Object.entries(c.cotangents).map(([name, shape]) =>
      sumTo(mul(all[name.slice(2)], m.input(name, shape)), []),
    );
    return { ...all, loss: add(...terms) };
  }).plan(c.sizes, { dtype: "float64", wrt });
  plan.params.set(weights);
  const got = plan.forward({ ...given, ...cotangents });
  plan.backward();
  const gradients = Object.fromEntries([
    ...plan.params.names.map((name) => [name, plan.grads.get(name)] as const),
    ...wrt.map((name) => [name, plan.inputGradient(name)] as const),
  ]);
  const names = new Set([...Object.keys(gradients), ...Object.keys(grad)]);
  return Math.max(
    relativeError(got["loss"], [loss]),
    ...Object.keys(values).map((name) => relativeError(got[name], values[name])),
    ...[...names].map((name) => relativeError(gradients[name], grad[name])),
  );
}

/** A cell alone. */
export const alone =
  (cell: AnyCell): Library<Sizes> =>
  (m, { T, B, I, H }) => {
    const initial = Object.fromEntries(
      cell.states(H).map((s) => [s.name, m.input(initialName(s.name), [B, ...s.shape])]),
    );
    const x = m.input("x", [T, B, I]);
    const run = m.scan(m.layer("", cell, { hidden: H }), { x }, { initial });
    return named(run, "");
  };

/** The coupled LSTM, whose i the witness shows and the library's cell does not. */
export const withI =
  (library: Library<Sizes>): Library<Sizes> =>
  (m, sizes) => {
    const all = library(m, sizes);
    return { ...all, i: sub(1, all["f"]) };
  };

/** Cells one upon the other. A grid has no x: what enters along depth is both halves of it. */
export const stacked =
  (cells: AnyCell | AnyCell[], shape: Partial<StackShape> = {}): Library<Sizes> =>
  (m, { T, B, I, H }) => {
    const layers = m.stack("", cells, { hidden: H, ...shape });
    const initial = layers.layers.map(({ cell }, l) =>
      Object.fromEntries(
        cell.states(H).map((s) => [s.name, m.input(initialName(`${s.name}.${l}`), [B, H])]),
      ),
    );
    const isGrid = layers.layers[0].cell.name.includes("Grid");
    const x = m.input("x", [T, B, isGrid ? 2 * H : I]);
    const run = isGrid
      ? m.scanStack(
          layers,
          {},
          { initial, base: { h_depth: slice(x, 0, H), c_depth: slice(x, H, 2 * H) } },
        )
      : m.scanStack(layers, { x }, { initial });
    const all: Record<string, Sym> = Object.assign(
      {},
      ...run.layers.map((each, l) => named(each, `.${l}`)),
    );
    // What leaves the last layer along depth.
    if (isGrid)
      for (const name of ["h_depth", "c_depth"]) {
        const top = run.layers.at(-1)![name];
        all[name] = top;
        all[`${name}_final`] = reshape(slice(top, T - 1, T, -3), 3, [B, H]);
      }
    return all;
  };

const named = (run: object, suffix: string): Record<string, Sym> => {
  const { final, ...all } = run as { readonly final: Syms } & Syms;
  return Object.fromEntries([
    ...Object.entries(all).map(([name, value]) => [name + suffix, value] as const),
    ...Object.entries(final).map(([name, value]) => [`${name + suffix}_final`, value] as const),
  ]);
};
