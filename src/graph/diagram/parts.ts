import type { AnyCell } from "../cell.js";
import { entryOf, type Entry } from "../spec.js";
import type { Sym } from "../sym.js";
import { traceStep, type TraceSizes } from "../trace.js";
import type { Given, Part, Parts } from "./part.js";
import { reader } from "./read.js";

/** Traces one step of the cell and reads its parts. */
export function partsOf(cell: AnyCell, sizes: TraceSizes = {}): Parts {
  const { given, traced } = traceStep(cell, sizes);
  const spec = Object.entries(cell.spec as Readonly<Record<string, Entry>>).map(
    ([key, entry]) => [key, entryOf(entry)] as const,
  );
  // What a part of the cell returns is shown only where the cell uses it.
  const probes = Object.entries(traced.probes).filter(([key]) => !key.includes("."));
  const kinds = new Map(spec.map(([key, { kind }]) => [key, kind]));
  const givenAs = (key: string): Given => {
    const kind = key in traced.next ? "time" : (kinds.get(key) ?? "step");
    return kind === "cell" ? "time" : kind;
  };
  const cells = new Map(
    spec.flatMap(([key, e]) => (e.kind === "cell" ? [[key, e.cell.name]] : [])),
  );
  const { read, made } = reader({ traced, probes: Object.fromEntries(probes), givenAs, cells });

  const next = eachOf(traced.next, read);
  const shown = probes.map(([key, node]) => [key, read(node)] as const);
  const sources = eachOf(given, read);
  const all = made();
  const isRead = (part: Part): boolean => all.some((p) => p.inputs.includes(part));
  const below = Object.fromEntries(
    spec.flatMap(([key, entry]) => (entry.kind === "depth" ? [[key, entry.of]] : [])),
  );

  // h goes up to whoever reads the output, and so do what the next layer reads and what else is seen but not used.
  const states = new Set(Object.values(next));
  const up = [...Object.entries(next), ...shown].filter(
    ([key, part]) =>
      key === "h" ||
      Object.values(below).includes(key) ||
      (key in given && !(key in next)) ||
      (!(key in next) && !isRead(part) && !states.has(part)),
  );
  return {
    cell: cell.name,
    all,
    sources: Object.fromEntries(
      Object.entries(sources).filter(([key, part]) => key in next || isRead(part)),
    ),
    next,
    every: Object.fromEntries(
      cell.states(sizes.hidden ?? WIDE).map(({ name, every }) => [name, every]),
    ),
    exits: [
      ...Object.entries(next).map(([state, from]) => ({ state, upward: false, from })),
      ...up.map(([state, from]) => ({ state, upward: true, from })),
    ],
    below,
  };
}
const WIDE = 840; // As in a trace.

const eachOf = (
  record: Readonly<Record<string, Sym>>,
  read: (node: Sym) => Part,
): Record<string, Part> =>
  Object.fromEntries(Object.entries(record).map(([key, node]) => [key, read(node)]));
