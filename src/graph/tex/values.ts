import type { AnyCell } from "../cell.js";
import { entryOf, type Spec } from "../spec.js";
import type { Sym } from "../sym.js";
import { traceStep, WIDE, type TraceSizes } from "../trace.js";
import type { Value } from "./expression.js";
import { nameOf } from "./letters.js";

/** A traced step with the names that its equations use. */
export interface Named {
  /** The values that the step is given. */
  readonly given: ReadonlyMap<Sym, Value>;
  /** The values that it returns, as they are called after the step, in the order of the computation. */
  readonly returned: ReadonlyMap<Sym, Value>;
  /** Of a value that a cell within the cell returns: the name of that part. */
  readonly partOf: ReadonlyMap<Sym, string>;
  /** Of a value that becomes a state: the state as it came in, and how often it moves. In the order of the spec. */
  readonly states: ReadonlyMap<Sym, { readonly before: Value; readonly every: number }>;
  /** The names of the values, and the letters of the states. */
  readonly known: { readonly values: readonly string[]; readonly states: readonly string[] };
}

export function namedStep(cell: AnyCell, sizes?: TraceSizes): Named {
  const { given, traced } = traceStep(cell, sizes);
  const spec = cell.spec as Spec;
  const infos = cell.states(sizes?.hidden ?? WIDE);
  const all = Object.entries({ ...traced.next, ...traced.probes });
  const shown = shortNames(all, Object.keys(spec));

  // A state that a deeper layer reads is told from its own only if both are there.
  const fromBelow = new Set(
    Object.values(spec).flatMap((entry) => {
      const it = entryOf(entry);
      return it.kind === "depth" ? [it.of] : [];
    }),
  );
  const layer = (key: string) => (fromBelow.has(key) ? ({ layer: "\\ell" } as const) : {});
  const enters = (key: string): Value => {
    const entry = key in spec ? entryOf(spec[key]!) : undefined;
    const it = { kind: "value", given: true } as const;
    if (entry?.kind === "depth") return { ...it, key: entry.of, time: "t", layer: "\\ell-1" };
    if (entry?.kind === "whole") return { ...it, key, time: "" };
    if (entry?.kind === "step" || key === "x") return { ...it, key, time: "t" };
    return { ...it, key: shown.get(key) ?? key, time: "t-1", ...layer(key) };
  };
  const leaves = (key: string): Value => {
    const kind = key in spec ? entryOf(spec[key]!).kind : undefined;
    const isInput = key === "x" || kind === "step" || kind === "whole";
    const it = { kind: "value", key: shown.get(key) ?? key, time: "t", given: false } as const;
    return { ...it, ...layer(key), ...(isInput ? { primed: true } : {}) };
  };

  const byAge = [...all].sort(([, a], [, b]) => a.id - b.id);
  // The cell's own name of a value comes after its part's, and takes its place.
  const ownLast = [...byAge].sort(([a], [b]) => Number(b.includes(".")) - Number(a.includes(".")));
  const names = new Map(ownLast.map(([key, node]) => [node, leaves(key)]));
  const parts = byAge.flatMap(([key, node]) => {
    const ending = `.${node.via?.output}`;
    return key.endsWith(ending) ? [[node, key.slice(0, -ending.length)] as const] : [];
  });
  const states = infos.map(
    ({ name, every }) => [traced.next[name]!, { before: enters(name), every }] as const,
  );
  return {
    given: new Map(Object.entries(given).map(([key, node]) => [node, enters(key)])),
    returned: new Map(byAge.map(([, node]) => [node, names.get(node)!])),
    partOf: new Map(parts),
    states: new Map(states),
    known: {
      values: [...names.values()].map(({ key }) => key),
      states: states.map(([, { before }]) => nameOf(before.key).base),
    },
  };
}

/**
 * What a value of a part is called: as the cell returns it, if it does ("h" for "rnn.h"); by its own name, if no other
 * value has it; else by both.
 */
function shortNames(
  all: readonly (readonly [string, Sym])[],
  declared: readonly string[],
): ReadonlyMap<string, string> {
  const last = (key: string): string => key.slice(key.lastIndexOf(".") + 1);
  const own = all.filter(([key]) => !key.includes("."));
  const taken = [...declared, ...own.map(([key]) => key)];
  const theirs = all.filter(([key]) => key.includes("."));
  const isAlone = (name: string): boolean =>
    !taken.includes(name) && theirs.filter(([key]) => last(key) === name).length === 1;
  return new Map(
    theirs.map(([key, node]) => {
      const alias = own.find(([, other]) => other === node)?.[0];
      return [key, alias ?? (isAlone(last(key)) ? last(key) : key)];
    }),
  );
}
