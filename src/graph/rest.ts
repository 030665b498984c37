import { POINTWISE } from "./instructions.js";
import { inOrder, memo, present, type Body, type Op, type Sym } from "./sym.js";

const allOf = ({ next, outs, sums }: Body): Sym[] => present([...next, ...outs, ...sums]);

/** What is left of a value where its sequence has ended: a symbol of the step, nothing (0), or something else. */
export type Rest = Sym | 0 | undefined;

/** The sequence (B) by which all of a step's masking is done, if there is just one. */
export function maskOf(bodies: readonly Body[], sequences: readonly Sym[]): Sym | undefined {
  const found = new Set<Sym>();
  for (const body of bodies)
    for (const node of inOrder(allOf(body))) {
      if (node.op !== "where") continue;
      const mask = seenThrough(node.args[0]);
      if (sequences.includes(mask) && mask.shape.length === 1) found.add(mask);
    }
  return found.size === 1 ? [...found][0] : undefined;
}

const seenThrough = (node: Sym): Sym => (node.op === "reshape" ? seenThrough(node.args[0]) : node);

// oxfmt-ignore
const BY_ROW: ReadonlySet<string> = new Set<string>([
  ...POINTWISE,
  ...(["stop", "broadcast", "reshape", "matmul", "slice", "concat"] satisfies Op[]),
]);

/** Whether an operand has a row for each of the result's: one with fewer axes is read along each row. */
const hasRowsOf =
  ({ shape }: Sym) =>
  (a: Sym): boolean =>
    a.shape.length === shape.length && a.shape[0] === shape[0];

/** Whether each row of all that a step works out comes from the same row of what it reads, so that some can be left out. */
export function isByRow(
  body: Body,
  batch: number,
  symbols: readonly Sym[],
  inStep: (node: Sym) => boolean,
): boolean {
  const isRowed = ({ shape }: Sym): boolean => shape.length <= 2 && shape[0] === batch;
  const seen = new Set<Sym>();
  const check = (node: Sym): boolean => {
    if (seen.has(node) || !inStep(node)) return true;
    seen.add(node);
    if (!isRowed(node)) return false;
    if (symbols.includes(node)) return true;
    const { op, args } = node;
    if (op === "matmul" && (node.attrs.ta || inStep(args[1]))) return false;
    const isAlong = op === "reshape" || args.every((a) => !inStep(a) || hasRowsOf(node)(a));
    return isAlong && BY_ROW.has(op) && args.every(check);
  };
  return present(body.sums).length === 0 && allOf(body).every(check);
}

/** What a value is in rows where `mask` is 0, as far as can be said from its graph without working it out. */
export function restAt(mask: Sym, symbols: readonly Sym[]): (node: Sym) => Rest {
  const whole = memo((node: Sym): Rest => {
    const { args } = node;
    if (symbols.includes(node)) return node;
    const rest = (a: Sym): Rest =>
      a.shape.length === 0 || hasRowsOf(node)(a) ? whole(a) : undefined;
    switch (node.op) {
      case "const":
        return node.attrs.value.length === 1 && node.attrs.value[0] === 0 ? 0 : undefined;
      case "where":
        return seenThrough(args[0]) === mask && hasRowsOf(node)(args[0])
          ? rest(args[2])
          : undefined;
      case "broadcast":
      case "neg":
        return rest(args[0]) === 0 ? 0 : undefined;
      case "stop":
        return rest(args[0]);
      case "reshape":
        return args[0].shape[0] === node.shape[0] ? whole(args[0]) : undefined;
      case "add": {
        const [a, b] = args.map(rest);
        return a === 0 ? b : b === 0 ? a : undefined;
      }
      case "sub": {
        const [a, b] = args.map(rest);
        return b === 0 ? a : undefined;
      }
      // Of a product of matrices, the rows are those of the first.
      case "matmul":
        return !node.attrs.ta && rest(args[0]) === 0 ? 0 : undefined;
      case "mul":
        return args.some((a) => rest(a) === 0) ? 0 : undefined;
      default:
        return undefined;
    }
  });
  return whole;
}
