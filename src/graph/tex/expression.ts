import type { Ruled } from "../ops.js";

/** A value that has a name: given to the step, or defined by an equation. */
export interface Value {
  readonly kind: "value";
  readonly key: string;
  readonly time: "t" | "t-1" | "";
  readonly given: boolean;
  /** In a cell that reads the layer below: which of the two layers it belongs to. */
  readonly layer?: "\\ell" | "\\ell-1";
  /** Returned under the name of an input. */
  readonly primed?: boolean;
  /** The number of a value that has no name of its own. */
  readonly nameless?: number;
}
export interface Weight {
  readonly kind: "weight";
  readonly path: string;
  readonly isBias?: boolean;
}
/** A matrix times operands that are joined end to end; `path` is the matrix's. */
export interface Linear {
  readonly kind: "linear";
  readonly path: string;
  readonly args: readonly Expression[];
}
/** A function by its name, such as ReLU or a cell that is a part of another. */
export interface Call {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly Expression[];
  readonly below?: string;
  readonly above?: string;
}

/**
 * The right side of an equation, as a tree: what the graph says, without its letters. Sums and products have any number
 * of args; what is subtracted is a "negative" among a sum's args. "paced" is a state that moves at every n-th step
 * (args[0]) and else rests (args[1]).
 */
export type Expression =
  | Value
  | Weight
  | Linear
  | Call
  | { readonly kind: "sum" | "product" | "negative"; readonly args: readonly Expression[] }
  | { readonly kind: "paced"; readonly every: number; readonly args: readonly Expression[] }
  | {
      readonly kind: "op";
      readonly op: Ruled;
      readonly attrs: object;
      readonly args: readonly Expression[];
    };

export const argsOf = (e: Expression): readonly Expression[] => ("args" in e ? e.args : []);

/** What an expression is, apart from its args. */
export function headOf(e: Expression): string {
  switch (e.kind) {
    case "value":
      // A state's own layer is named only where the one below is read too: it is the same state.
      return [e.key, e.time, e.layer === "\\ell-1", e.primed].join("@");
    case "weight":
    case "linear":
      return `${e.kind} ${e.path}`;
    case "call":
      return ["call", e.name, e.below, e.above].join(" ");
    case "paced":
      return `every ${e.every}`;
    case "op":
      return `${e.op} ${JSON.stringify(e.attrs)}`;
    default:
      return e.kind;
  }
}
/** Whether the order of the args is only a way to write it. */
export const isBag = (e: Expression): boolean => ["sum", "product", "linear"].includes(e.kind);

/** An expression as text, args of sums and products in one order: equal exactly where two say the same. */
export function canonical(e: Expression): string {
  const args = argsOf(e).map(canonical);
  return `${headOf(e)}(${(isBag(e) ? args.sort() : args).join("; ")})`;
}

/** The args of a sum (or product); of anything else, itself. */
export const partsOf = (e: Expression, kind: "sum" | "product"): readonly Expression[] =>
  e.kind === kind ? e.args : [e];

/** A sum with the biases last, as papers write it. */
export function sum(...args: readonly Expression[]): Expression {
  const terms = args.flatMap((e) => partsOf(e, "sum"));
  const isBias = (e: Expression): boolean => e.kind === "weight" && e.isBias === true;
  return { kind: "sum", args: [...terms.filter((e) => !isBias(e)), ...terms.filter(isBias)] };
}
type Op = Expression & { readonly kind: "op" };
/** A number, a negative one as such: a sum then subtracts it. */
export function number(value: ArrayLike<number>): Expression {
  const one = (n: ArrayLike<number>): Op => ({
    kind: "op",
    op: "const",
    attrs: { value: n },
    args: [],
  });
  return value.length === 1 && value[0]! < 0 ? negative(one([-value[0]!])) : one(value);
}
export const isNumber = (e: Expression): e is Op => e.kind === "op" && e.op === "const";
export const negative = (e: Expression): Expression => ({ kind: "negative", args: [e] });

/** A product with its numbers first, and their sign before it. */
export function product(...args: readonly Expression[]): Expression {
  const factors = args.flatMap((e) => partsOf(e, "product"));
  const signed = factors.map((e) =>
    e.kind === "negative" && isNumber(e.args[0]!) ? { by: -1, e: e.args[0] } : { by: 1, e },
  );
  const isOne = (e: Expression): boolean => isNumber(e) && canonical(e) === canonical(number([1]));
  const kept = signed.map(({ e }) => e).filter((e) => !isOne(e));
  const all = [...kept.filter(isNumber), ...kept.filter((e) => !isNumber(e))];
  const value: Expression = all.length === 1 ? all[0]! : { kind: "product", args: all };
  return signed.reduce((sign, { by }) => sign * by, 1) < 0 ? negative(value) : value;
}
