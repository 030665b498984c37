import { isSame, meet, type Extent, type Touched } from "./extent.js";
import { POINTWISE, type Copy, type Instruction, type Operation } from "./instructions.js";
import { sameShape, size, type Shape, type Sym } from "./sym.js";

/** What can be a part of a loop over numbers. */
export type Joinable = Operation | Copy;
const isPointwise = (i: Instruction): i is Operation =>
  i.kind === "operation" &&
  (i.node.op === "broadcast" ||
    POINTWISE.has(i.node.op) ||
    // The last axis is the one done four at a time: its numbers must be neighbours.
    (i.node.op === "slice" && (i.node.shape.at(-1)! > 1 || size(i.node.shape) === 1)));
export const isJoinable = (i: Instruction): i is Joinable => i.kind === "copy" || isPointwise(i);

/**
 * The instructions in an order that brings pointwise ones together: all that can be done before them first, then as
 * many of them as go in one loop. Each of the others is a group of its own.
 */
export function inGroups(
  list: readonly Instruction[],
  touches: (i: Instruction) => Touched,
): Instruction[][] {
  const needs = dependencies(list, touches);
  const groups: Instruction[][] = [];
  const done = new Set<Instruction>();
  let pending = [...list];
  const ready = (i: Instruction): boolean => [...needs.get(i)!].every((other) => done.has(other));
  while (pending.length > 0) {
    for (const i of pending)
      if (!isJoinable(i) && ready(i)) {
        groups.push([i]);
        done.add(i);
      }
    pending = pending.filter((i) => !done.has(i));
    const group = neededNow(largestGroup(pending, needs, done, touches), pending, needs);
    if (group.length > 0) groups.push(group);
    for (const i of group) done.add(i);
    pending = pending.filter((i) => !done.has(i));
  }
  return groups;
}

/** For each instruction those before it that must stay before it. */
function dependencies(
  list: readonly Instruction[],
  touches: (i: Instruction) => Touched,
): Map<Instruction, Set<Instruction>> {
  const anyMeet = (a: readonly Extent[], b: readonly Extent[]): boolean =>
    a.some((x) => b.some((y) => meet(x, y)));
  return new Map(
    list.map((later, k) => {
      const [mine, before] = [touches(later), list.slice(0, k)];
      const needs = before.filter((i) => {
        const { reads, writes } = touches(i);
        return (
          anyMeet(writes, mine.reads) || anyMeet(reads, mine.writes) || anyMeet(writes, mine.writes)
        );
      });
      return [later, new Set(needs)];
    }),
  );
}

/** Pointwise instructions that can be done now, in one loop. */
function largestGroup(
  pending: readonly Instruction[],
  needs: ReadonlyMap<Instruction, ReadonlySet<Instruction>>,
  done: ReadonlySet<Instruction>,
  touches: (i: Instruction) => Touched,
): Joinable[] {
  const group = new Set<Joinable>();
  let [n, space] = [0, undefined as Shape | undefined];
  for (const i of pending) {
    if (!isJoinable(i)) continue;
    const own = spaceOf(i);
    if (group.size > 0 && own.n !== n) continue;
    if (space && own.shape && !sameShape(space, own.shape)) continue;
    const { reads, writes } = touches(i);
    const fits = [...needs.get(i)!].every(
      (other) =>
        done.has(other) ||
        // A value of this group, number for number; and nothing is written that the group has read otherwise.
        (group.has(other as Joinable) &&
          touches(other).writes.every(
            (w) =>
              reads.every((r) => !meet(r, w) || isSame(r, w)) && writes.every((v) => !meet(v, w)),
          ) &&
          touches(other).reads.every((r) => writes.every((w) => !meet(r, w) || isSame(r, w)))),
    );
    if (!fits) continue;
    group.add(i);
    n = own.n;
    space ??= own.shape;
  }
  return [...group];
}

/** How many numbers an instruction works out, and the axes of its result if it reads operands that repeat along some. */
export function spaceOf(i: Joinable): { readonly n: number; readonly shape?: Shape } {
  if (i.kind === "copy") return { n: i.n };
  const n = size(i.node.shape);
  const isFull =
    n === 1 ||
    (i.node.op !== "slice" &&
      i.node.args.every((a) => size(a.shape) === n || numberOf(a) !== undefined));
  return isFull ? { n } : { n, shape: withoutOnes(i.node.shape) };
}
const withoutOnes = (shape: Shape): Shape => shape.filter((m) => m !== 1);

/** A group without those that only later groups read: they come later, and then stay in registers. */
function neededNow(
  group: readonly Joinable[],
  pending: readonly Instruction[],
  needs: ReadonlyMap<Instruction, ReadonlySet<Instruction>>,
): Joinable[] {
  const now = new Set<Instruction>();
  const keep = (i: Instruction): void => {
    if (now.has(i)) return;
    now.add(i);
    needs.get(i)!.forEach(keep);
  };
  for (const i of pending) if (!isJoinable(i)) needs.get(i)!.forEach(keep);
  const later = pending.filter((i) => isJoinable(i) && !group.includes(i));
  for (const i of group) if (!later.some((reader) => needs.get(reader)!.has(i))) keep(i);
  const found = group.filter((i) => now.has(i));
  return found.length > 0 ? found : [...group];
}

/** The number that a value is everywhere, if it is a constant. */
export function numberOf(node: Sym): number | undefined {
  if (node.op === "const") return node.attrs.value.length === 1 ? node.attrs.value[0] : undefined;
  return node.op === "broadcast" || node.op === "reshape" ? numberOf(node.args[0]) : undefined;
}
