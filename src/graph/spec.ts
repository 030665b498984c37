import { checkCount } from "../core/check.js";
import type { AnyCell, Cell } from "./cell.js";
import type { Shape } from "./sym.js";

/**
 * What a name in a cell's spec is:
 *
 * - "time": a state, carried over from step to step, (B, H); `time(...)` for one of another width or pace
 * - "step": given afresh at each step: noise, labels, a mask
 * - "whole": the same at all steps: an image, an encoder's outputs
 * - depth(n): the value n of the layer below at the same step, in a stack
 * - a cell: a part with states of its own; the step calls it once
 */
export type Entry = "time" | "step" | "whole" | State | FromBelow | Part<AnyCell> | AnyCell;
/** What a step reads besides x, by name. */
export type Spec = { readonly [name: string]: Entry };

type Size = number | Shape;
/** A state that `time` made. */
export interface State {
  /** It is carried over. */
  readonly kind: "time";
  /** It moves at every so manieth step. */
  readonly every: number;
  /** Its width, or its axes after the batch. */
  readonly size: (hidden: number) => Size;
}
/**
 * A state of another width than H (or of several axes), or one that moves only at every n-th step, t = 0, n, 2 n, ... of
 * the sequence whichever way it is run, and rests between. Default: `every` 1, `size` H, that is "time".
 */
export const time = ({
  every = 1,
  size = (hidden) => hidden,
}: {
  readonly every?: number;
  readonly size?: Size | ((hidden: number) => Size);
} = {}): State => ({ kind: "time", every, size: typeof size === "function" ? size : () => size });

/** A value of the layer below, which `depth` names. */
export interface FromBelow {
  /** It comes from below. */
  readonly kind: "depth";
  /** Which value of that layer. */
  readonly of: string;
}
/** A value of the layer below: depth("c") is its cell state at this step. */
export const depth = (of: string): FromBelow => ({ kind: "depth", of });

/** A cell within a cell, which `part` made. */
export interface Part<C extends AnyCell> {
  /** It has a step of its own. */
  readonly kind: "cell";
  /** What it computes. */
  readonly cell: C;
  /** Its H. Default: the surrounding cell's. */
  readonly hidden?: number;
}
/** A cell within a cell with a hidden size of its own; to share the surrounding cell's, name the cell itself in the spec. */
export const part = <C extends AnyCell>(
  cell: C,
  { hidden }: { readonly hidden: number },
): Part<C> => ({
  kind: "cell",
  cell,
  hidden,
});

export type KindOf<E> = E extends "time" | "step" | "whole"
  ? E
  : E extends { readonly kind: infer K }
    ? K
    : "cell";
export type NamesOf<S, K> = { [N in keyof S]: KindOf<S[N]> extends K ? N : never }[keyof S] &
  string;
export type CellOf<E> = E extends Part<infer C> ? C : E extends AnyCell ? E : never;
type SpecOf<C> = C extends Cell<infer S, string> ? S : never;
type ProbesOf<C> = C extends Cell<infer _, infer P> ? P : never;
type PartStates<S> = {
  [N in NamesOf<S, "cell">]: `${N}.${StatesIn<CellOf<S[N]>>}`;
}[NamesOf<S, "cell">];

type PartProbes<S> = string extends keyof S
  ? never
  : { [N in NamesOf<S, "cell">]: `${N}.${ProbesOf<CellOf<S[N]>>}` }[NamesOf<S, "cell">];

/** The names of a cell's states, those of its parts as "part.state". */
export type StatesIn<C> = string extends keyof SpecOf<C>
  ? string
  : NamesOf<SpecOf<C>, "time"> | PartStates<SpecOf<C>>;
/** The names of all that a cell's step returns: its states and its probes. */
export type NamedIn<C> = StatesIn<C> | ProbesOf<C> | PartProbes<SpecOf<C>>;
export type GivenIn<C, K> = NamesOf<SpecOf<C>, K>;

/** The entry's long form. */
export function entryOf(
  entry: Entry,
): { readonly kind: "step" | "whole" } | State | FromBelow | Part<AnyCell> {
  if (entry === "time") return time();
  if (typeof entry === "string") return { kind: entry };
  return "trace" in entry ? { kind: "cell", cell: entry } : entry;
}

/** One state: its name, its shape after the batch axis, and how often it moves. */
export interface StateInfo {
  /** Of a part's state, "part.state". */
  readonly name: string;
  /** Without the batch axis: [H] for most. */
  readonly shape: Shape;
  /** 1 for a state that moves at each step. */
  readonly every: number;
}
/** Every state of a spec, those of its parts as "part.state". */
export function statesOf(owner: string, spec: Spec, hidden: number): StateInfo[] {
  checkCount(`${owner}: hidden is`, hidden);
  return Object.entries(spec).flatMap(([name, entry]): StateInfo[] => {
    const it = entryOf(entry);
    if (it.kind === "cell")
      return it.cell.states(it.hidden ?? hidden).map((s) => ({ ...s, name: `${name}.${s.name}` }));
    if (it.kind !== "time") return [];
    const given = it.size(hidden);
    const shape = typeof given === "number" ? [given] : given;
    if (!shape.every((n) => Number.isInteger(n) && n >= 1))
      throw new RangeError(
        `${owner}: state "${name}" would be ${shape.join(" by ")} wide at hidden ${hidden}; want whole numbers of at least 1`,
      );
    return [{ name, shape, every: it.every }];
  });
}

/** Names that a step has a tool for, or its result a place for. */
const TAKEN = ["hidden", "affine", "dense", "vec", "param", "fit", "layer", "final"];

/** Refuses what is no entry, in the names of the cell. */
export function checkSpec(owner: string, spec: Spec): void {
  for (const [key, entry] of Object.entries(spec)) {
    if (TAKEN.includes(key) || key.includes("."))
      throw new TypeError(
        `${owner}: a name cannot be "${key}"; taken are ${TAKEN.join(", ")}, and a dot marks the values of a part`,
      );
    if (key === "x")
      throw new TypeError(`${owner}: "x" is always the input of the step; do not declare it`);
    const isKind = typeof entry === "string" && ["time", "step", "whole"].includes(entry);
    if (!isKind && (typeof entry !== "object" || !("kind" in entry || "trace" in entry)))
      throw new TypeError(
        `${owner}: "${key}" is "${entry as string}"; want "time", "step", "whole", time(...), depth(...) or a cell`,
      );
    if (typeof entry === "object" && "every" in entry)
      if (!Number.isInteger(entry.every) || entry.every < 1)
        throw new RangeError(
          `${owner}: "${key}" moves at every ${entry.every} steps; want a whole number of at least 1`,
        );
  }
}
