import { LOOKS } from "../looks.js";
import type { Ruled } from "../ops.js";
import type { Sym } from "../sym.js";

/** Reshapes and the like change how numbers lie, not what they are: no part of a drawing. */
const SILENT = ["broadcast", "reshape", "slice", "swap", "pad"];
/** The value behind operations that only lay it out anew. */
export function plain(node: Sym): Sym {
  let leaf = node;
  while (SILENT.includes(leaf.op) && !leaf.via) leaf = leaf.args[0]!;
  return leaf;
}
/** A number, or what is made of numbers alone. */
export function isNumber(node: Sym): boolean {
  const { op, args } = plain(node);
  return op === "const" || (args.length > 0 && args.every(isNumber));
}
/** How often each number of a value is repeated, side by side, where it is laid out anew: a gate that several units share. */
export function timesRepeated(node: Sym): number {
  const [all, one] = [node.shape.at(-1) ?? 1, plain(node).shape.at(-1) ?? 1];
  let isSpread = false;
  for (let a = node; a !== plain(node); a = a.args[0]!) isSpread ||= a.op === "broadcast";
  return isSpread && one > 1 && all % one === 0 ? all / one : 1;
}
export const isParam = (node: Sym): boolean => plain(node).op === "param";

/** A constant as it is written in a circle: short, or the letter k. */
export function written(node: Sym): string {
  const leaf = plain(node);
  const number =
    leaf.op === "const" && leaf.attrs.value.length === 1 ? leaf.attrs.value[0]! : Number.NaN;
  const text = String(number).replace("-", "−");
  return Number.isNaN(number) || text.length > 3 ? "k" : text;
}

/** What a node does, without its numbers; a function that left a record says so itself. */
export function signOf(node: Sym): string {
  if (node.via) return node.via.name;
  if (node.op === "matmul") return "·"; // A product of two vectors, as of weights and what they weigh.
  if (node.op === "concat") return ",";
  return LOOKS[node.op as Ruled]?.glyph ?? node.op;
}

/** 1 − z is one circle "1−", so that a number needs no line of its own. */
export function withNumber(node: Sym): string {
  const sign = signOf(node);
  const at = node.via ? -1 : node.args.findIndex(isNumber);
  if (at < 0) return sign;
  const number = written(node.args[at]!);
  return at === 0 && !["add", "mul"].includes(node.op) ? number + sign : sign + number;
}

/** A function of one vector and numbers: 4 σ(a) − 2 is the sign "4σ−2" on a. Nothing else may read what is in between. */
export interface Formula {
  readonly sign: string;
  readonly of: Sym;
}
const UNARY = ["sigmoid", "tanh", "softplus", "exp", "log", "sqrt"];

export function formulaOf(node: Sym, isInner: (node: Sym) => boolean): Formula | undefined {
  if (node.via?.name === "ReLU") return { sign: "ReLU", of: node.via.args[0]! };
  if (UNARY.includes(node.op)) return { sign: signOf(node), of: node.args[0]! };
  const at = node.via ? -1 : node.args.findIndex(isNumber);
  const [a, b] = node.args;
  if (at < 0 || node.args.length !== 2) return undefined;
  const inner = at === 0 ? b! : a!;
  const under = isInner(inner) ? formulaOf(inner, isInner) : undefined;
  if (!under) return undefined;
  const number = written(node.args[at]!);
  const isSum = /[+−]/.test(under.sign);
  switch (node.op) {
    case "mul":
      return { of: under.of, sign: isSum ? `${number}(${under.sign})` : number + under.sign };
    case "add":
      return { of: under.of, sign: `${under.sign}+${number}`.replace("+−", "−") };
    case "sub":
      return {
        of: under.of,
        sign:
          at === 1
            ? `${under.sign}−${number}`
            : `${number}−${isSum ? `(${under.sign})` : under.sign}`,
      };
    default:
      return undefined;
  }
}

/** The name of a parameter among a node's operands, with the sign of what is done with it: "p_f", "+b". */
export function withParam(node: Sym): string {
  const param = plain(node.args.find(isParam)!) as Sym<"param">;
  return (node.op === "mul" ? "" : signOf(node)) + param.attrs.path;
}
