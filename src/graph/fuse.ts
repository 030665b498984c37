import type { Loop as Fused, LoopValue, Pointwise } from "../core/wasm/loop.js";
import { collapse } from "../core/wasm/loop.js";
import { everMeet, extent, isSame, meet, touched, type Extent, type Touched } from "./extent.js";
import type { Copy, Instruction, Loop, Moving, Operation, Place } from "./instructions.js";
import type { Compiled } from "./plan.js";
import { axisBlocks, stridesFor } from "./reference.js";
import { sameShape, size, type Shape, type Sym } from "./sym.js";

/** One loop that does several pointwise instructions, number by number. */
export interface FusedLoop {
  readonly kind: "fused";
  readonly loop: Fused;
  /** Steps of the outermost axis. */
  readonly count: number;
  readonly operands: readonly Place[];
  /** Numbers that it writes to each that it stores. */
  readonly n: number;
  /** Rows, of the same number of steps each, that threads can share. */
  readonly rows: number;
}
export type Scheduled =
  | Exclude<Instruction, Loop>
  | FusedLoop
  | (Omit<Loop, "bodies"> & { readonly bodies: readonly (readonly Scheduled[])[] });

/**
 * The stages with their pointwise instructions joined into loops, as many as can be at a time. In a loop a value that
 * nobody else reads lives in a register and never in memory.
 */
export function fuse({ stages, results }: Pick<Compiled, "stages" | "results">): Scheduled[][] {
  const known = new Map<Instruction, Touched>();
  const touches = (instruction: Instruction): Touched => {
    let found = known.get(instruction);
    if (!found) known.set(instruction, (found = touched(instruction)));
    return found;
  };
  const readers = new Readers(stages.flat(), results, touches);
  const schedule = (list: readonly Instruction[]): Scheduled[] =>
    inGroups(list, touches).flatMap((group): Scheduled[] => {
      const [first] = group;
      if (first.kind === "loop") return [{ ...first, bodies: first.bodies.map(schedule) }];
      if (first.kind === "operation" && first.node.op === "concat") return sideBySide(first);
      return isJoinable(first) ? join(group as Joinable[], readers) : [first];
    });
  return stages.map(schedule);
}

const POINTWISE: ReadonlySet<string> = new Set<Pointwise>(
  // oxfmt-ignore
  ["add", "sub", "mul", "div", "max", "ge", "where", "neg", "exp", "log", "sqrt", "sigmoid", "tanh", "softplus"],
);
type Joinable = Operation | Copy;
const isPointwise = (i: Instruction): i is Operation =>
  i.kind === "operation" &&
  (i.node.op === "broadcast" ||
    POINTWISE.has(i.node.op) ||
    // The last axis is the one done four at a time: its numbers must be neighbours.
    (i.node.op === "slice" && (i.node.shape.at(-1)! > 1 || size(i.node.shape) === 1)));
const isJoinable = (i: Instruction): i is Joinable => i.kind === "copy" || isPointwise(i);

/** Who reads a place, of all instructions of the plan. */
class Readers {
  readonly #reads: { readonly extent: Extent; readonly by: Instruction | undefined }[] = [];
  constructor(
    all: readonly Instruction[],
    results: readonly { readonly place: Place; readonly n: number }[],
    touches: (i: Instruction) => Touched,
  ) {
    for (const { place, n } of results)
      this.#reads.push({ extent: extent(place, n), by: undefined });
    const collect = (i: Instruction): void => {
      if (i.kind === "loop") i.bodies.flat().forEach(collect);
      else for (const read of touches(i).reads) this.#reads.push({ extent: read, by: i });
    };
    all.forEach(collect);
  }
  /** Whether a value is read elsewhere than in its group, or there at another step. */
  isReadBeyond(group: ReadonlySet<Instruction>, value: Extent): boolean {
    return this.#reads.some(
      ({ extent: read, by }) =>
        everMeet(read, value) && !(by && group.has(by) && isSame(read, value)),
    );
  }
}

/**
 * The instructions in an order that brings pointwise ones together: all that can be done before them first, then as
 * many of them as go in one loop. Each of the others is a group of its own.
 */
function inGroups(
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
function spaceOf(i: Joinable): { readonly n: number; readonly shape?: Shape } {
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

const shifted = (home: Place, by: number): Moving => ({
  ...{ at: 0, home, offset: by, stride: 0, steps: 1, loop: -1 },
});

/** A loop for each of the parts that are put side by side. */
function sideBySide({ node, y, args }: Operation): FusedLoop[] {
  const width = node.shape.at(-1)!;
  const count = size(node.shape) / width;
  let at = 0;
  return node.args.map(({ shape }, k) => {
    const n = shape.at(-1)!;
    const loop: Fused = {
      inner: [n],
      operands: [{ strides: [n, 1] }, { strides: [width, 1] }],
      values: [{ op: "load", operand: 0 }],
      stores: [{ operand: 1, value: 0 }],
    };
    const to = shifted(y, at);
    at += n;
    return {
      kind: "fused",
      loop,
      count,
      operands: [args[k], to],
      n: count * width - at + n,
      rows: count % node.shape[0] === 0 ? node.shape[0] : 1,
    };
  });
}

/** The number that a value is everywhere, if it is a constant. */
export function numberOf(node: Sym): number | undefined {
  if (node.op === "const") return node.attrs.value.length === 1 ? node.attrs.value[0] : undefined;
  return node.op === "broadcast" || node.op === "reshape" ? numberOf(node.args[0]) : undefined;
}

/** The loop of a group. */
function join(group: readonly Joinable[], readers: Readers): Scheduled[] {
  if (group.every((i) => i.kind === "copy" && !i.adds)) return [...group];
  const spaces = group.map(spaceOf);
  const [{ n }] = spaces;
  const space = spaces.find(({ shape }) => shape)?.shape ?? [n];
  const full = n === 1 ? [1] : stridesFor(space, space);
  const operands: { readonly place: Place; readonly strides: readonly number[] }[] = [];
  const operand = (place: Place, strides: readonly number[]): number => {
    const [here, key] = [extent(place, 1), strides.join()];
    const known = operands.findIndex(
      (o) => isSame(extent(o.place, 1), here) && o.strides.join() === key,
    );
    return known >= 0 ? known : operands.push({ place, strides }) - 1;
  };
  const values: LoopValue[] = [];
  const made: { readonly where: Extent; readonly value: number }[] = [];
  const read = (place: Place, strides: readonly number[]): number => {
    const here = extent(place, n);
    const own = strides === full ? made.findLast(({ where }) => isSame(where, here)) : undefined;
    return own ? own.value : values.push({ op: "load", operand: operand(place, strides) }) - 1;
  };
  const argument = (node: Sym, place: Place, to: Shape): number => {
    const number = numberOf(node);
    if (number !== undefined) return values.push({ op: "const", value: number }) - 1;
    if (size(node.shape) === n) return read(place, full);
    const strides = stridesFor(node.shape, to).filter((_, k) => to[k] !== 1);
    return read(place, strides);
  };
  const stores: { readonly place: Place; readonly value: number }[] = [];
  const members = new Set<Instruction>(group);
  for (const i of group) {
    let value: number;
    if (i.kind === "copy") {
      value = read(i.from, full);
      if (i.adds) value = values.push({ op: "add", args: [read(i.y, full), value] }) - 1;
    } else if (i.node.op === "slice") {
      const { axis, from } = i.node.attrs;
      const [{ shape }] = i.node.args;
      const { inner } = axisBlocks(shape, axis);
      const strides = stridesFor(shape, shape).filter((_, k) => i.node.shape[k] !== 1);
      value = read(shifted(i.args[0], from * inner), n === 1 ? [1] : strides);
    } else {
      const args = i.node.args.map((a, k) => argument(a, i.args[k], i.node.shape));
      value =
        i.node.op === "broadcast" ? args[0] : values.push({ op: i.node.op as Pointwise, args }) - 1;
    }
    const where = extent(i.y, n);
    made.push({ where, value });
    if (readers.isReadBeyond(members, where)) stores.push({ place: i.y, value });
  }
  if (stores.length === 0) return [];
  const kept = stores.map(({ place, value }) => ({ operand: operand(place, full), value }));
  const { shape, strides } = collapse(
    space,
    operands.map((o) => o.strides),
    true,
  );
  const [count, ...inner] = shape;
  const loop: Fused = {
    inner,
    operands: strides.map((s) => ({ strides: s })),
    values,
    stores: kept,
  };
  const [lead] = group.flatMap((i) => (i.kind === "copy" ? [] : i.node.shape.slice(0, 1)));
  const rows = lead && count % lead === 0 ? lead : 1;
  return [{ kind: "fused", loop, count, operands: operands.map((o) => o.place), n, rows }];
}
