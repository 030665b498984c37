import { LOOKS, type Look } from "../looks.js";
import type { Ruled } from "../ops.js";
import type { Op } from "../sym.js";
import { canonical, isNumber, type Expression, type Linear } from "./expression.js";
import { letter, plain, script, type Letters } from "./letters.js";
import { groupsOf } from "./operands.js";
import { symbols } from "./symbols.js";

/** What is done to the LaTeX of parts that should stand out: whole expressions, or only the sign of a function. */
export interface Marks {
  readonly wholes: ReadonlySet<Expression>;
  readonly heads: ReadonlySet<Expression>;
  mark(tex: string): string;
}
const NONE: Marks = { wholes: new Set(), heads: new Set(), mark: (tex) => tex };

// How tightly things bind: 0 relation, 1 sum, 2 sum over an axis, 3 product, 4 matrix product, 9 closed, as in LOOKS.
const [SUM, OVER, MATRIX, CLOSED] = [1, 2, 4, 9];

/** Writes expressions in LaTeX. */
export function writer(letters: Letters, { wholes, heads, mark }: Marks = NONE) {
  const { value, weight } = symbols(letters);
  const rule = (op: Ruled) => LOOKS[op] as Look<Op & Ruled>;
  const write = (e: Expression): string => marked(e, bare(e));
  const marked = (e: Expression, text: string): string => (wholes.has(e) ? mark(text) : text);
  /** In brackets where it binds less tightly than what surrounds it; a relation in Iverson's, which make it 0 or 1. */
  const within = (e: Expression, least: number): string => {
    const level = levelOf(e);
    const [open, close] = level === 0 ? ["[", "]"] : ["(", ")"];
    return marked(e, level < least ? `\\left${open}${bare(e)}\\right${close}` : bare(e));
  };

  const levelOf = (e: Expression): number => {
    switch (e.kind) {
      case "sum":
      case "negative":
        return SUM;
      case "product":
        return rule("mul").level;
      case "linear":
        return letters.notation === "paper" && groupsOf(e.args).length > 1 ? SUM : MATRIX;
      case "op":
        return rule(e.op).level;
      default:
        return CLOSED;
    }
  };

  const bare = (e: Expression): string => {
    switch (e.kind) {
      case "value":
        return value(e);
      case "weight":
        return weight(e.path);
      case "linear":
        return letters.notation === "paper" ? matrices(e) : linear(e.path, e.args);
      case "sum":
        return e.args.slice(1).reduce(term, inSum(e.args[0]!));
      case "negative":
        return `${sign(e, "-")}${within(e.args[0]!, OVER)}`;
      case "product":
        return factors(e.args);
      case "call":
        return call(e, functionName(e.name), e.args);
      case "paced":
        return paced(e);
      default:
        return operation(e);
    }
  };
  const sign = (e: Expression, text: string): string => (heads.has(e) ? mark(text) : text);

  // The terms of W_{xf} x_t + W_{hf} h_{t-1} are terms of the sum that they stand in.
  const inSum = (e: Expression): string =>
    e.kind === "negative" || e.kind === "linear" ? write(e) : within(e, OVER);
  const term = (sum: string, e: Expression): string => {
    if (e.kind !== "negative") return rule("add").tex([sum, inSum(e)], {});
    const text = rule("sub").tex([sum, marked(e, within(e.args[0]!, OVER))], {});
    return heads.has(e) ? text.replace(`${sum} - `, () => `${sum} \\mathbin{${mark("-")}} `) : text;
  };

  const factors = (args: readonly Expression[]): string => {
    // The same factor again is a power, unless only one of them is marked.
    const powers = new Map<string, Expression[]>();
    for (const e of args) {
      const key = `${canonical(e)} ${wholes.has(e)} ${heads.has(e)}`;
      powers.set(key, [...(powers.get(key) ?? []), e]);
    }
    const coefficients = args.filter(isNumber).length;
    const least = args.length - coefficients === 1 ? OVER : MATRIX + 1;
    const written = [...powers.values()].map(([e, ...again]) =>
      again.length === 0 ? within(e!, least) : `${closed(e!)}^{${again.length + 1}}`,
    );
    return written.reduce((left, right, k) =>
      k <= coefficients ? `${left}\\,${right}` : rule("mul").tex([left, right], {}),
    );
  };
  /** What a power, a transposition or an index may follow. */
  const closed = (e: Expression): string => {
    if (e.kind !== "value" && e.kind !== "weight") return `\\left(${write(e)}\\right)`;
    const text = write(e);
    return text.includes("^") ? `{${text}}` : text;
  };

  const operation = (e: Expression & { kind: "op" }): string => {
    const { op, attrs } = e;
    const { tex, level } = rule(op);
    const { ta, tb } = attrs as { ta?: boolean; tb?: boolean };
    const isIndexed = ["swap", "slice", "gather"].includes(op);
    const args = e.args.map((a, k) => {
      if (k === 0 ? isIndexed || ta : tb) return closed(a);
      if (op === "where" && k === 0) return within(a, 0);
      return within(a, level === CLOSED ? SUM : op === "sumTo" ? level + 1 : level);
    });
    if (!heads.has(e)) return tex(args, attrs as never);
    const [head, rest] = tex(["\0", ...args.slice(1)], attrs as never).split(/(?=\\left\(\0)/);
    return rest === undefined
      ? mark(tex(args, attrs as never))
      : `${mark(head!)}${rest.replace("\0", () => args[0]!)}`;
  };

  const functionName = (name: string): string =>
    /^[A-Za-z]+$/.test(name) ? `\\operatorname{${name}}` : `\\text{${plain(name)}}`;
  const call = (e: Expression & { kind: "call" }, name: string, args: readonly Expression[]) => {
    const below = e.below === undefined ? "" : `{${letter(e.below, "text")}}`;
    const head = script(name, e.above === undefined ? [] : [e.above], below);
    return `${sign(e, head)}\\left(${args.map((a) => within(a, SUM)).join(", ")}\\right)`;
  };

  const paced = (e: Expression & { kind: "paced" }): string => {
    const [moves, rests] = e.args.map(write);
    const when = sign(e, `t \\bmod ${e.every} = 0`);
    return `\\begin{cases} ${moves} & \\text{if } ${when} \\\\ ${rests} & \\text{otherwise} \\end{cases}`;
  };

  const linear = (
    path: string,
    args: readonly Expression[],
    of: readonly string[] = [],
  ): string => {
    const operand =
      args.length === 1
        ? within(args[0]!, MATRIX + 1)
        : `[${args.map((a) => within(a, SUM)).join(", ")}]`;
    const W = weight(path, of);
    return letters.notation === "paper" ? `${W} ${operand}` : `${W} \\cdot ${operand}`;
  };
  /** A matrix for each letter among the operands. A term that is marked is marked with its matrix. */
  const matrices = ({ path, args }: Linear): string =>
    groupsOf(args)
      .map(([of, those]) => {
        const names = of === "" ? [] : [letters.weight(of)];
        const isMarked = those.every((a) => wholes.has(a));
        return isMarked
          ? mark(writer(letters).linear(path, those, names))
          : linear(path, those, names);
      })
      .join(" + ");

  return { write, linear };
}
