import type { Memory } from "../core/matmul.js";
import { scratchOf } from "../core/simd.js";
import { copy, KERNELS, productSizes, type Instruction, type Place } from "./kernels.js";
import { apply, constant, type Ruled } from "./ops.js";
import { axisBlocks } from "./reference.js";
import {
  dependsOn,
  inOrder,
  label,
  makeNode,
  memo,
  present,
  size,
  type Body,
  type Sym,
} from "./sym.js";

/** A place that moves with a loop: at step t it is home.at + offset + t * stride. */
interface Moving extends Place {
  readonly home: Place;
  readonly offset: number;
  readonly stride: number;
}

/** The values of one level: the whole graph, or the step of a scan, which sees those outside it. */
interface Frame {
  readonly places: Map<Sym, Place>;
  /** Where a value must be put, if somebody needs it at a certain place. */
  readonly homes: Map<Sym, Place>;
  /** A step that stands in two recurrences, as the forward one does in the reverse, is compiled in each of them. */
  readonly scans: Map<Sym, ScanPlaces>;
  readonly instructions: Instruction[];
  readonly holds: (node: Sym) => boolean;
  /** How often a run does these instructions. */
  readonly times: number;
  readonly outer?: Frame;
}

/** What a run of a stage does: multiply-adds of matrix products, and results of all other operations. */
export interface Work {
  multiplyAdds: number;
  others: number;
}

interface ScanPlaces {
  readonly out: (Place | undefined)[];
  readonly final: Place[];
  readonly sum: Place[];
}

/** A compiled graph: instructions over one block of memory, in which every value has a place of its own. */
export interface Compiled {
  /** Numbers of memory that the instructions need. */
  readonly size: number;
  /** Numbers of scratch memory that the largest matrix product needs (scratchOf). */
  readonly scratch: number;
  /** To be run once. */
  readonly setup: readonly Instruction[];
  /** One list for each list of roots, in order; each relies on those before it. */
  readonly stages: readonly (readonly Instruction[])[];
  readonly work: readonly Work[];
  place(node: Sym): Place;
}

/**
 * Lays out memory and writes the instructions. `fixed` values (parameters, inputs, gradients) lie at the start of the
 * memory in the order given; the stages' roots are worked out one stage after the other.
 */
export function compile(fixed: readonly Sym[], stages: readonly (readonly Sym[])[]): Compiled {
  let used = 0;
  let scratch = 0;
  const reserve = (numbers: number): Place => {
    const at = used;
    used += numbers;
    return { at };
  };
  const wanted = wantedOuts(stages.flat());
  const constantsOnly = isConstant();
  const setup: Instruction[] = [];
  const work = stages.map((): Work => ({ multiplyAdds: 0, others: 0 }));
  let stage = 0;
  const top: Frame = {
    places: new Map(),
    homes: new Map(),
    scans: new Map(),
    instructions: [],
    holds: () => true,
    times: 1,
  };
  for (const node of fixed) {
    const place = reserve(size(node.shape));
    if (node.op === "param" || node.op === "input") top.places.set(node, place);
    else top.homes.set(node, place);
  }

  const placeOf = (node: Sym, frame: Frame): Place => {
    const known = frame.places.get(node);
    if (known) return known;
    if (frame.outer && !frame.holds(node)) return placeOf(node, frame.outer);
    const place = write(node, frame);
    frame.places.set(node, place);
    return place;
  };

  /** Writes the instruction for a value that has none yet, and says where the value lies. */
  const write = (node: Sym, frame: Frame): Place => {
    if (node.op === "param" || node.op === "input" || node.op === "sym" || node.op === "scan")
      throw new ReferenceError(
        `plan: ${label(node)} has no value here; return it from the step and read it from the result`,
      );
    const home = frame.homes.get(node);
    const alias = node.op === "get" ? getPlace(node, frame) : view(node, frame);
    if (alias && !home) return alias;
    const y = home ?? reserve(size(node.shape));
    if (alias) frame.instructions.push(copy(y, [alias], node));
    else {
      const whole = repeatConstants(node);
      const args = whole.args.map((a) => placeOf(a, frame));
      if (node.op === "matmul") {
        const { m, k } = productSizes(node);
        scratch = Math.max(scratch, scratchOf(m, k));
      }
      const kernel = KERNELS[node.op as Ruled] as (
        y: Place,
        args: readonly Place[],
        node: Sym,
      ) => Instruction;
      (constantsOnly(node) ? setup : frame.instructions).push(kernel(y, args, whole));
      if (constantsOnly(node)) return y;
      const results = size(node.shape) * frame.times;
      if (node.op === "matmul")
        work[stage].multiplyAdds += results * node.args[0].shape.at(node.attrs.ta ? -2 : -1)!;
      else work[stage].others += results;
    }
    return y;
  };

  /** Values that are others seen differently need no instruction: a reshape, or some rows of a parameter. */
  const view = (node: Sym, frame: Frame): Place | undefined => {
    if (node.op === "reshape" || node.op === "stop") return placeOf(node.args[0], frame);
    if (node.op !== "slice") return undefined;
    const { outer, inner } = axisBlocks(node.args[0].shape, node.attrs.axis);
    const of = placeOf(node.args[0], frame);
    return outer === 1 && !("home" in of) ? { at: of.at + node.attrs.from * inner } : undefined;
  };

  const getPlace = (node: Sym<"get">, frame: Frame): Place => {
    const of = node.args[0] as Sym<"scan">;
    let places = frame.scans.get(of);
    if (!places) frame.scans.set(of, (places = compileScan(of, frame)));
    return places[node.attrs.from][node.attrs.index]!;
  };

  const compileScan = (node: Sym<"scan">, frame: Frame): ScanPlaces => {
    const { steps, backwards, sequences, states, captures, cycle, bodies } = node.attrs;
    const args = node.args.map((a) => placeOf(a, frame));
    const moving: Moving[] = [];
    const follow = (home: Place, offset: number, stride: number): Moving => {
      const place = { at: 0, home, offset, stride };
      moving.push(place);
      return place;
    };
    const shared = new Map<Sym, Place>();
    sequences.forEach((s, k) => shared.set(s, follow(args[k], 0, size(s.shape))));
    // A state's values at all times lie in a row of T + 1: what enters step t and what leaves it are neighbours.
    const [entering, leaving] = backwards ? [1, 0] : [0, 1];
    const rows = states.map((s) => {
      const n = size(s.shape);
      const row = reserve((steps + 1) * n);
      shared.set(s, follow(row, entering * n, n));
      return { at: row.at, n, next: follow(row, leaving * n, n) };
    });
    captures.forEach((c, k) => shared.set(c, args[sequences.length + states.length + k]));

    const levels = bodies.map((body, b) => {
      const own = Array.from({ length: steps }, (_, t) => cycle[t % cycle.length] === b);
      const step: Frame = {
        times: frame.times * own.filter(Boolean).length,
        places: new Map(shared),
        homes: new Map(),
        scans: new Map(),
        instructions: [],
        holds: dependsOn([...sequences, ...states]),
        outer: frame,
      };
      const copies: [Place, Sym][] = [];
      /** Has the step write a value straight to where it is wanted, or copy it there if it already has a place. */
      const send = (value: Sym, to: Place): void => {
        const free = step.holds(value) && !shared.has(value) && !step.homes.has(value);
        if (free) step.homes.set(value, to);
        else copies.push([to, value]);
      };
      body.next.forEach((value, k) => send(value, rows[k].next));
      return { body, step, copies, send };
    });
    const out = bodies[0].outs.map((_, j) => {
      if (!wanted(node, j)) return undefined;
      const have = levels.filter(({ body }) => body.outs[j]);
      const [like] = have.map(({ body }) => body.outs[j]!);
      const isAlways = (of: (body: Body) => Sym): boolean =>
        have.every(({ body }) => of(body) === body.outs[j]);
      const asState = rows.findIndex((_, k) => isAlways(() => states[k]));
      if (asState >= 0) return { at: rows[asState].at + entering * rows[asState].n };
      const asNext = rows.findIndex((_, k) => isAlways(({ next }) => next[k]));
      if (asNext >= 0) return { at: rows[asNext].at + leaving * rows[asNext].n };
      const asSequence = sequences.findIndex((s) => isAlways(() => s));
      if (asSequence >= 0) return args[asSequence];
      const n = size(like.shape);
      const block = reserve(steps * n);
      const row = follow(block, 0, n);
      for (const { body, send } of have) send(body.outs[j]!, row);
      return block;
    });
    const sizes = bodies[0].sums.map((_, j) =>
      size(bodies.flatMap((b) => b.sums[j] ?? [])[0].shape),
    );
    const sum = sizes.map(reserve);
    for (const { body, step, copies } of levels) {
      for (const value of step.homes.keys()) placeOf(value, step);
      for (const [to, value] of copies)
        step.instructions.push(copy(to, [placeOf(value, step)], value));
      body.sums.forEach((value, j) => {
        if (value)
          step.instructions.push(accumulate(sum[j], placeOf(value, step), size(value.shape)));
      });
    }

    const first = backwards ? steps : 0;
    const lists = levels.map(({ step }) => step.instructions);
    frame.instructions.push((memory, product) => {
      rows.forEach(({ at, n }, k) => {
        const from = args[sequences.length + k].at;
        memory.copyWithin(at + first * n, from, from + n);
      });
      sum.forEach((place, j) => memory.fill(0, place.at, place.at + sizes[j]));
      for (let q = 0; q < steps; q++) {
        const t = backwards ? steps - 1 - q : q;
        for (let k = 0; k < moving.length; k++) {
          const place = moving[k];
          place.at = place.home.at + place.offset + t * place.stride;
        }
        const list = lists[cycle[t % cycle.length]];
        for (let k = 0; k < list.length; k++) list[k](memory, product);
      }
    });
    return { out, final: rows.map(({ at, n }) => ({ at: at + (backwards ? 0 : steps) * n })), sum };
  };

  const lists = stages.map((roots, k) => {
    stage = k;
    const from = top.instructions.length;
    for (const root of roots) placeOf(root, top);
    return top.instructions.slice(from);
  });
  return {
    setup,
    stages: lists,
    work,
    place: (node) => placeOf(node, top),
    get size() {
      return used;
    },
    get scratch() {
      return scratch;
    },
  };
}

const accumulate =
  (to: Place, from: Place, n: number): Instruction =>
  (memory: Memory) => {
    for (let k = 0; k < n; k++) memory[to.at + k] += memory[from.at + k];
  };

/** A number beside an array is written out as an array, once, so that loops need no special case. */
function repeatConstants(node: Sym): Sym {
  const n = size(node.shape);
  const isPointwise = ["add", "sub", "mul", "div", "max", "ge"].includes(node.op);
  if (!isPointwise || n === 1 || !node.args.some((a) => a.op === "const")) return node;
  const args = node.args.map((a) =>
    a.op === "const" && a.shape.length === 0 ? repeated(a.attrs.value[0], node.shape) : a,
  );
  return makeNode(node.op, args, node.shape, node.attrs as never);
}
const repeated = (value: number, shape: readonly number[]): Sym =>
  apply("broadcast", [constant(value)], { to: shape });

/** A test of whether a value is the same at every run. */
function isConstant(): (node: Sym) => boolean {
  const test = memo(
    (node): boolean =>
      node.op === "const" ||
      (node.args.length > 0 && node.op !== "scan" && node.op !== "get" && node.args.every(test)),
  );
  return test;
}

/** Which stacked values anybody reads; the others are not even computed, unless a state needs them. */
function wantedOuts(roots: readonly Sym[]): (node: Sym, index: number) => boolean {
  const wanted = new Map<Sym, Set<number>>();
  let found = 0;
  const collect = (from: readonly Sym[]): void => {
    const nodes = inOrder(from);
    for (const node of nodes) {
      if (node.op !== "get" || node.attrs.from !== "out") continue;
      const indices = wanted.get(node.args[0]) ?? new Set();
      if (!indices.has(node.attrs.index)) found++;
      wanted.set(node.args[0], indices.add(node.attrs.index));
    }
    for (const node of nodes)
      if (node.op === "scan")
        for (const { next, outs, sums } of node.attrs.bodies) {
          const read = [...next, ...sums, ...outs.filter((_, j) => wanted.get(node)?.has(j))];
          collect(present(read));
        }
  };
  // What one scan's step reads may be another's, seen before: until nothing new is found.
  for (let before = -1; before < found;) {
    before = found;
    collect(roots);
  }
  return (node, index) => wanted.get(node)?.has(index) ?? false;
}
