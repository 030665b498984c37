import { everMeet, extent, touched, type Extent } from "./extent.js";
import type { Scheduled } from "./fuse.js";
import { isShifted } from "./instructions.js";
import { size, sameShape, withoutLeadingOnes, type Sym } from "./sym.js";

/** What an instruction reads or writes, and whether each thread touches only its own rows of it. */
export interface Access {
  readonly extent: Extent;
  /** Into so many rows it is cut; 0 if a thread may touch all of it, FIRST if that is the first thread. */
  readonly rows: number;
}
const FIRST = -1;
export interface Accesses {
  readonly reads: readonly Access[];
  readonly writes: readonly Access[];
}
type One = Exclude<Scheduled, { readonly kind: "loop" }>;

/** Into how many rows the work of an instruction can be cut; 0 if one thread must do it whole. */
export function rowsOf(i: One): number {
  switch (i.kind) {
    case "fused":
    case "copy":
      return i.rows > 1 ? i.rows : 0;
    case "product":
      return i.lead || i.m === 1 ? 0 : i.m;
    default:
      return 0;
  }
}

/** How many rows a sum over leading axes adds up; undefined for other sums and operations. */
export function rowsSummed(node: Sym): number | undefined {
  if (node.op !== "sumTo") return undefined;
  const from = node.args[0].shape;
  const kept = withoutLeadingOnes(node.shape);
  const isTail = kept.length > 0 && sameShape(kept, from.slice(from.length - kept.length));
  return isTail ? size(from) / size(kept) : undefined;
}

/** What is done in JavaScript, and so by the first thread. */
export const isInJavaScript = (i: One): boolean =>
  (i.kind === "operation" && rowsSummed(i.node) === undefined) ||
  (i.kind === "product" && i.lead !== undefined) ||
  (i.kind === "copy" && i.adds);

export function accesses(i: One): Accesses {
  const rows = rowsOf(i);
  if (i.kind === "fused") {
    const { loop, count, operands } = i;
    const access = (operand: number): Access => {
      const { strides } = loop.operands[operand];
      const sizes = [count, ...loop.inner];
      const n = strides.reduce((sum, stride, axis) => sum + stride * (sizes[axis] - 1), 1);
      const place = operands[operand];
      // Some columns of rows that are longer: the rows are cut all the same.
      const [home, offset] = isShifted(place) ? [place.home, place.offset] : [place, 0];
      const all = strides[0] * count;
      const isCut = rows > 0 && all >= n && (offset === 0 || offset < strides[0]);
      return isCut ? { extent: extent(home, all), rows } : { extent: extent(place, n), rows: 0 };
    };
    const read = loop.values.flatMap((v) => (v.op === "load" ? [v.operand] : []));
    return {
      reads: [...new Set(read)].map(access),
      writes: loop.stores.map(({ operand }) => access(operand)),
    };
  }
  if (i.kind === "product" && !i.lead) {
    const { y, a, b, m, k, n, ta, start } = i;
    const from = start && {
      extent: extent(start.place, start.isRow ? n : m * n),
      rows: start.isRow ? 0 : rows,
    };
    return {
      reads: [
        { extent: extent(a, m * k), rows: ta ? 0 : rows },
        { extent: extent(b, k * n), rows: 0 },
        ...(from ? [from] : []),
      ],
      writes: [{ extent: extent(y, m * n), rows }],
    };
  }
  const whole = (extents: readonly Extent[]): Access[] =>
    extents.map((e) => ({ extent: e, rows: isInJavaScript(i) ? FIRST : rows }));
  const { reads, writes } = touched(i);
  return { reads: whole(reads), writes: whole(writes) };
}

/** Whether two instructions must not be done by two threads at a time. At any steps: threads need not be in step. */
export const conflict = (a: Accesses, b: Accesses): boolean =>
  clash(a.writes, b.reads) || clash(a.reads, b.writes) || clash(a.writes, b.writes);

const clash = (a: readonly Access[], b: readonly Access[]): boolean =>
  a.some((p) => b.some((q) => everMeet(p.extent, q.extent) && !isAligned(p, q)));

/** Whether both lie on one grid of blocks, each cut into the same rows: then a thread meets only what is its own. */
function isAligned(a: Access, b: Access): boolean {
  const { n, path, first } = a.extent;
  if (a.rows === FIRST && b.rows === FIRST) return true;
  return (
    a.rows > 0 &&
    a.rows === b.rows &&
    n === b.extent.n &&
    path === b.extent.path &&
    (first - b.extent.first) % n === 0 &&
    path
      .split(" ")
      .filter(Boolean)
      .every((move) => Number(move.split(":")[1]) % n === 0)
  );
}

/** Multiply-adds of the products that can be cut into rows: what threads can share. */
export const sharable = (list: readonly Scheduled[]): number =>
  list.reduce((sum, i) => {
    if (i.kind === "loop")
      return sum + (i.steps * i.bodies.reduce((all, b) => all + sharable(b), 0)) / i.bodies.length;
    return i.kind === "product" && rowsOf(i) > 0 ? sum + i.m * i.k * i.n : sum;
  }, 0);
