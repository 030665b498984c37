import { label, sameShape, show, size, sized, type Attrs, type Shape, type Sym } from "./sym.js";

/** The shape rules that have something to refuse: errors name operation, values and sizes in the reader's words. */

const MATCHED = "sizes must be equal or 1, matched from the last axis";

/** Sizes matched from the last axis, or from the last before so many that are left aside; 1 repeats. */
export function broadcastShape(op: string, args: readonly Sym[], aside = 0, rule = MATCHED): Shape {
  const shapes = args.map(({ shape }) => shape.slice(0, shape.length - aside));
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, k) => {
    const axis = k - rank;
    const wide = shapes.findIndex((shape) => (shape.at(axis) ?? 1) !== 1);
    const n = shapes[wide]?.at(axis) ?? 1;
    const bad = shapes.findIndex((shape) => ![1, n].includes(shape.at(axis) ?? 1));
    if (bad >= 0)
      throw new RangeError(`${op}: ${sized(args[wide])} but ${sized(args[bad])}; ${rule}`);
    return n;
  });
}

export function matmulShape([a, b]: readonly Sym[], { ta, tb }: Attrs["matmul"]): Shape {
  const [x, y] = [a, b];
  if (x.shape.length < 2 || y.shape.length < 2)
    throw new RangeError(`matmul: ${sized(x)} and ${sized(y)}; both need two axes or more`);
  const [m, k] = ta ? [x.shape.at(-1)!, x.shape.at(-2)!] : [x.shape.at(-2)!, x.shape.at(-1)!];
  const [l, n] = tb ? [y.shape.at(-1)!, y.shape.at(-2)!] : [y.shape.at(-2)!, y.shape.at(-1)!];
  if (k !== l)
    throw new RangeError(
      `matmul: ${sized(x)} but ${sized(y)}; inner sizes ${k} and ${l} must be equal`,
    );
  const lead = broadcastShape("matmul", [x, y], 2, "sizes before the last two must be equal or 1");
  return [...lead, m, n];
}

/** Whether a shape can be repeated to fill another. */
export const broadcasts = (from: Shape, to: Shape): boolean =>
  from.length <= to.length && from.every((n, k) => n === 1 || n === to.at(k - from.length));

/** Refuses sizes that are not whole numbers of at least 1. */
export function checkSizes(asker: string, shape: Shape): void {
  if (!shape.every((n) => Number.isInteger(n) && n >= 1))
    throw new RangeError(
      `${asker} is ${show(shape)}; each size must be a whole number of at least 1`,
    );
}

export function broadcastTo([a]: readonly Sym[], { to }: Attrs["broadcast"]): Shape {
  checkSizes("broadcast: the target", to);
  if (!broadcasts(a.shape, to))
    throw new RangeError(`broadcast: ${sized(a)} and cannot fill ${show(to)}; ${MATCHED}`);
  return to;
}

export function sumToShape([a]: readonly Sym[], { to }: Attrs["sumTo"]): Shape {
  if (!broadcasts(to, a.shape))
    throw new RangeError(`sumTo: ${sized(a)} and cannot be summed to ${show(to)}; ${MATCHED}`);
  return to;
}

/** At least one axis, along which something is done. */
export function rowsOf(op: string, [a]: readonly Sym[]): Shape {
  if (a.shape.length === 0)
    throw new RangeError(`${op}: ${label(a)} is one number; want at least one axis`);
  return a.shape;
}

export function onehotShape([a]: readonly Sym[], { size: n }: Attrs["onehot"]): Shape {
  checkSizes("onehot: its width", [n]);
  return [...a.shape, n];
}

export function gatherShape([table, index]: readonly Sym[]): Shape {
  if (table.shape.length !== 2) throw new RangeError(`gather: ${sized(table)}; want (rows, n)`);
  return [...index.shape, table.shape[1]];
}

/** Axes are counted from the end. */
const isAxis = (axis: number): boolean => Number.isInteger(axis) && axis < 0;

export function reshapeShape([a]: readonly Sym[], { take, to }: Attrs["reshape"]): Shape {
  const kept = a.shape.slice(0, a.shape.length - take);
  checkSizes(`reshape: ${label(a)} to`, to);
  if (!(take >= 0 && take <= a.shape.length) || size(a.shape) !== size(kept) * size(to))
    throw new RangeError(
      `reshape: the last ${take} axes of ${label(a)} ${show(a.shape)} do not hold ${show(to)}`,
    );
  return [...kept, ...to];
}

export function sliceShape([a]: readonly Sym[], { axis, from, to }: Attrs["slice"]): Shape {
  const n = a.shape.at(axis) ?? 0;
  const isWhole = Number.isInteger(from) && Number.isInteger(to);
  if (!isAxis(axis) || !isWhole || !(0 <= from && from < to && to <= n))
    throw new RangeError(
      `slice: ${from} to ${to} is not within axis ${axis} of ${label(a)}, which is ${show(a.shape)}`,
    );
  return withAxis(a.shape, axis, to - from);
}

export function withAxis(shape: Shape, axis: number, n: number): Shape {
  const out = [...shape];
  out[shape.length + axis] = n;
  return out;
}

export function swapShape([a]: readonly Sym[], { i, j }: Attrs["swap"]): Shape {
  const [m, n] = [a.shape.at(i), a.shape.at(j)];
  if (m === undefined || n === undefined || !isAxis(i) || !isAxis(j))
    throw new RangeError(
      `swap: ${sized(a)}; it has no axes ${i} and ${j}, counted from the end (-1 is the last)`,
    );
  return withAxis(withAxis(a.shape, i, n), j, m);
}

export function concatShape(args: readonly Sym[]): Shape {
  const [first] = args;
  if (!first) throw new RangeError("concat: got nothing; want at least one value");
  for (const a of args)
    if (a.shape.length === 0 || !sameShape(a.shape.slice(0, -1), first.shape.slice(0, -1)))
      throw new RangeError(
        `concat: ${sized(first)} but ${sized(a)}; all axes but the last must be equal`,
      );
  return withAxis(
    first.shape,
    -1,
    args.reduce((sum, a) => sum + a.shape.at(-1)!, 0),
  );
}
