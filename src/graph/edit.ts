import type { AnyCell, Traced } from "./cell.js";
import { broadcast, constant } from "./ops.js";
import { rebuild } from "./scan.js";
import { broadcasts } from "./shapes.js";
import type { NamedIn } from "./spec.js";
import { isSym, memo, show, type Sym } from "./sym.js";

/** Traced values by name, some changed: everything that follows from them follows from the changed value. */
export function change(traced: Traced, changes: ReadonlyMap<Sym, (value: Sym) => Sym>): Traced {
  const after = memo((node: Sym): Sym => {
    const args = node.args.map(after);
    let same = node;
    if (args.some((a, k) => a !== node.args[k])) {
      same = rebuild(node, args);
      const inside = node.via && below(node, node.via.args).some((n) => changes.has(n));
      if (node.via && !inside) same.via = { ...node.via, args: node.via.args.map(after) };
      else delete same.via; // It is that function no longer.
    }
    return changes.get(node)?.(same) ?? same;
  });
  const each = (record: Readonly<Record<string, Sym>>) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [key, after(value)]));
  return { next: each(traced.next), probes: each(traced.probes) };
}

/** What a derived function consists of, between its arguments and its result. */
function below(result: Sym, args: readonly Sym[]): Sym[] {
  const seen = new Set<Sym>(args);
  const visit = (node: Sym): Sym[] => {
    if (seen.has(node)) return [];
    seen.add(node);
    return [node, ...node.args.flatMap(visit)];
  };
  return result.args.flatMap(visit);
}

/** The value a traced step returns under a name. */
export function returnedValue(asker: string, traced: Traced, key: string): Sym {
  const all = { ...traced.next, ...traced.probes };
  const value = all[key];
  if (!value)
    throw new ReferenceError(`${asker} has no "${key}"; it has ${Object.keys(all).join(", ")}`);
  return value;
}

/** What a value is replaced by: a number, one for each unit, or what a function makes of it. */
export type Replacement = number | readonly number[] | ((value: Sym) => Sym);

/**
 * The same cell with some of its values held or changed: pin(lstm, { f: 1 }) never forgets, pin(lstm, { c: neg }) turns
 * its memory over. A list gives a number for each unit. What follows from the value follows from its replacement.
 * Throws, when the cell is traced, ReferenceError for a name that the step does not return and RangeError for a wrong count.
 *
 * @example
 * ```ts
 * import { equations, lstm, pin } from "unrolled";
 *
 * const keepsAll = pin(lstm, { f: 1 });
 * console.log(equations(keepsAll).f); //=> f_t = 1
 * ```
 */
export function pin<C extends AnyCell>(
  original: C,
  values: { readonly [K in NamedIn<C>]?: Replacement },
): C {
  const entries = Object.entries<Replacement>(values as Readonly<Record<string, Replacement>>);
  if (entries.length === 0) return original;
  const asker = `pin: ${original.name}`;
  const trace: AnyCell["trace"] = (...how) => {
    const traced = original.trace(...how);
    const changes = entries.map(
      ([key, by]) =>
        [
          returnedValue(asker, traced, key),
          (value: Sym) => replaced(`${asker}: "${key}"`, value, by),
        ] as const,
    );
    return change(traced, new Map(changes));
  };
  return { ...original, trace };
}

function replaced(what: string, value: Sym, by: Replacement): Sym {
  const held = typeof by === "function" ? by(value) : constant(by);
  if (!isSym(held)) throw new TypeError(`${what} became ${typeof held}; want a traced value`);
  if (!broadcasts(held.shape, value.shape))
    throw new RangeError(`${what} is ${show(value.shape)} but was given ${show(held.shape)}`);
  return broadcast(held, value.shape);
}
