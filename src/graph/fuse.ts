import { collapse, type Loop as Fused, type LoopValue, type Pointwise } from "../core/wasm/loop.js";
import { everMeet, extent, isSame, touched, type Extent, type Touched } from "./extent.js";
import {
  shifted,
  type Instruction,
  type Loop,
  type Operation,
  type Place,
} from "./instructions.js";
import type { Compiled } from "./plan.js";
import { inGroups, isJoinable, numberOf, spaceOf, type Joinable } from "./groups.js";
import { axisBlocks, stridesFor } from "./reference.js";
import { size, type Shape, type Sym } from "./sym.js";

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
