import { upToLine } from "../core/workspace.js";
import {
  isMoving,
  type Copy,
  type Ends,
  type Instruction,
  type Kernelled,
  type Moving,
  type Place,
  type Product,
  type Rest,
} from "./instructions.js";
import { reshape } from "./ops.js";
import { COLUMNS, isLong, productSizes, tiles } from "./products.js";
import { axisBlocks } from "./reference.js";
import { isByRow, maskOf, restAt } from "./rest.js";
import { isConstant, usesOf, wantedOuts } from "./usage.js";
import {
  dependsOn,
  label,
  makeNode,
  sameShape,
  size,
  summands,
  type Body,
  type Shape,
  type Sym,
} from "./sym.js";

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
  /** To be run once. */
  readonly setup: readonly Instruction[];
  /** One list for each list of roots, in order; each relies on those before it. */
  readonly stages: readonly (readonly Instruction[])[];
  readonly work: readonly Work[];
  /** How many loops there are; each has a number below that. */
  readonly loops: number;
  /** Where the stages' roots lie, and how many numbers they are. */
  readonly results: readonly { readonly place: Place; readonly n: number }[];
  place(node: Sym): Place;
}

/**
 * Lays out memory and writes the instructions. `fixed` values (parameters, inputs, gradients) lie at the start of the
 * memory in the order given; the stages' roots are worked out one stage after the other.
 */
export function compile(fixed: readonly Sym[], stages: readonly (readonly Sym[])[]): Compiled {
  let used = 0;
  let loops = 0;
  const reserve = (numbers: number): Place => {
    // A large value begins where a line of the caches does.
    const at = numbers < 256 ? used : upToLine(used);
    used = at + numbers;
    return { at };
  };
  const wanted = wantedOuts(stages.flat());
  const uses = usesOf(stages.flat(), wanted);
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
    const place = { at: used };
    used += size(node.shape);
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

  /** Writes the instructions for a value that has none yet, and says where the value lies. */
  const write = (node: Sym, frame: Frame): Place => {
    if (node.op === "param" || node.op === "input" || node.op === "sym" || node.op === "scan")
      throw new ReferenceError(
        `plan: ${label(node)} has no value here; return it from the step and read it from the result`,
      );
    const home = frame.homes.get(node);
    const isSeen = node.op === "reshape" || node.op === "stop";
    if (home && isSeen && isFree(node.args[0], frame)) {
      frame.homes.set(node.args[0], home);
      return placeOf(node.args[0], frame);
    }
    const alias = node.op === "get" ? getPlace(node, frame) : view(node, frame);
    if (alias && !home) return alias;
    const y = home ?? reserve(size(node.shape));
    if (alias) frame.instructions.push(copy(y, alias, node.shape));
    else if (node.op === "matmul") writeProduct(node, y, frame);
    else if (node.op === "sumTo" && isLong(node)) {
      // First in columns, as hardware that adds several numbers at a time likes it.
      const [a] = node.args;
      const rows = reshape(a, a.shape.length, [size(a.shape) / COLUMNS, COLUMNS]);
      const columns = makeNode("sumTo", [rows], [COLUMNS], { to: [COLUMNS] }, node.scope);
      const args = [placeOf(columns, frame)];
      const sum = makeNode("sumTo", [columns], node.shape, node.attrs, node.scope);
      frame.instructions.push({ kind: "operation", node: sum, y, args });
    } else if (node.op === "add" && !isMoving(y) && tiles(node))
      for (const pad of summands(node) as Sym<"pad">[]) {
        const { inner } = axisBlocks(node.shape, pad.attrs.axis);
        put(pad.args[0], { at: y.at + pad.attrs.from * inner }, frame);
      }
    else if (!(node.op === "add" && writeSum(node, y, frame))) {
      const args = node.args.map((a) => placeOf(a, frame));
      const isSetUp = constantsOnly(node);
      const to = isSetUp ? setup : frame.instructions;
      to.push({ kind: "operation", node: node as Sym<Kernelled>, y, args });
      if (!isSetUp) work[stage].others += size(node.shape) * frame.times;
    }
    return y;
  };

  /** Whether a value has no place yet and may be written to any. */
  const isFree = (node: Sym, frame: Frame): boolean =>
    frame.holds(node) &&
    !frame.places.has(node) &&
    !frame.homes.has(node) &&
    !["get", "sym", "param", "input"].includes(node.op) &&
    !constantsOnly(node);

  /** Has a value written to a place, or copied there if it has one already. */
  const put = (node: Sym, y: Place, frame: Frame): void => {
    if (isFree(node, frame)) frame.homes.set(node, y);
    const from = placeOf(node, frame);
    if (from !== y) frame.instructions.push(copy(y, from, node.shape));
  };

  const writeProduct = (
    node: Sym<"matmul">,
    y: Place,
    frame: Frame,
    start?: Product["start"],
  ): void => {
    const [a, b] = node.args.map((arg) => placeOf(arg, frame));
    const sizes = productSizes(node);
    const product = { kind: "product" as const, y, a, b, ...node.attrs, ...sizes };
    frame.instructions.push(start ? { ...product, start } : product);
    work[stage].multiplyAdds += size(node.shape) * sizes.k * frame.times;
  };

  /**
   * A sum in which there are products: they are added up in one place, from the bias on if there is one and no more.
   * What else there is comes after, since a long sum of small terms loses digits to a large one that it starts from.
   * False if there are no products.
   */
  const writeSum = (
    node: Sym<"add" | "matmul">,
    y: Place,
    frame: Frame,
    start?: Product["start"],
  ): boolean => {
    const isOwn = (term: Sym): boolean =>
      term === node ||
      (uses(term) === 1 && sameShape(term.shape, node.shape) && isFree(term, frame));
    const isJoined = (term: Sym): term is Sym<"matmul"> =>
      term.op === "matmul" && isOwn(term) && !productSizes(term).lead;
    const termsOf = (term: Sym): Sym[] =>
      term.op === "add" && isOwn(term) ? term.args.flatMap(termsOf) : [term];
    const terms = termsOf(node);
    const products = terms.filter(isJoined);
    const others = terms.filter((term) => !isJoined(term));
    if (products.length === 0 || (start && others.length > 0)) return false;
    const n = node.shape.at(-1)!;
    const [bias] = others;
    const isBias = others.length === 1 && size(bias.shape) === n && bias.shape.at(-1) === n;
    let from = isBias ? { place: placeOf(bias, frame), isRow: true } : start;
    const isWhole = others.length === 0 || isBias;
    const sum = isWhole ? y : reserve(size(node.shape));
    for (const product of products) {
      writeProduct(product, sum, frame, from);
      from = { place: sum, isRow: false };
    }
    work[stage].others += (terms.length - 1) * size(node.shape) * frame.times;
    if (isWhole) return true;
    let [before, place] = [products[0] as Sym, sum];
    others.forEach((other, k) => {
      const args = [place, placeOf(other, frame)];
      const next = makeNode("add", [before, other], node.shape, {});
      place = k === others.length - 1 ? y : reserve(size(node.shape));
      frame.instructions.push({ kind: "operation", node: next, y: place, args });
      before = next;
    });
    return true;
  };

  /** Values that are others seen differently need no instruction: a reshape, or some rows of a parameter. */
  const view = (node: Sym, frame: Frame): Place | undefined => {
    if (node.op === "reshape" || node.op === "stop") return placeOf(node.args[0], frame);
    if (node.op !== "slice") return undefined;
    const { outer, inner } = axisBlocks(node.args[0].shape, node.attrs.axis);
    const of = placeOf(node.args[0], frame);
    return outer === 1 && !isMoving(of) ? { at: of.at + node.attrs.from * inner } : undefined;
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
    const id = loops++;
    const moving: Moving[] = [];
    const follow = (home: Place, offset: number, stride: number): Moving => {
      const place = { at: 0, home, offset, stride, steps, loop: id };
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
    const out: (Place | undefined)[] = [];
    const outRows: (Place | undefined)[] = [];
    bodies[0].outs.forEach((_, j) => out.push(placeOfOut(j)));
    function placeOfOut(j: number): Place | undefined {
      if (!wanted(node, j)) return undefined;
      const twin = out.findIndex(
        (place, i) => place && bodies.every(({ outs }) => outs[i] === outs[j]),
      );
      if (twin >= 0) return out[twin];
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
      outRows[j] = row;
      for (const { body, send } of have) send(body.outs[j]!, row);
      return block;
    }
    const sizes = bodies[0].sums.map((_, j) =>
      size(bodies.flatMap((b) => b.sums[j] ?? [])[0].shape),
    );
    const sum = sizes.map(reserve);
    for (const { body, step, copies } of levels) {
      for (const value of step.homes.keys()) placeOf(value, step);
      for (const [to, value] of copies)
        step.instructions.push(copy(to, placeOf(value, step), value.shape));
      body.sums.forEach((value, j) => {
        if (!value) return;
        const isFolded =
          (value.op === "matmul" || value.op === "add") &&
          uses(value) === 1 &&
          isFree(value, step) &&
          writeSum(value, sum[j], step, { place: sum[j], isRow: false });
        if (isFolded) return;
        const from = placeOf(value, step);
        step.instructions.push({ ...copy(sum[j], from, value.shape), adds: true });
      });
    }

    const ends = endsOf();
    function endsOf(): Ends | undefined {
      const mask = maskOf(bodies, sequences);
      if (!mask) return undefined;
      const symbols = [...sequences, ...states];
      const [batch] = mask.shape;
      const rest = restAt(mask, symbols);
      const nextIsKnown = ({ next }: Body): boolean =>
        next.every((value, k) => {
          const left = rest(value);
          return left === 0 || (left !== undefined && sameShape(left.shape, states[k].shape));
        });
      const canEnd = levels.every(
        ({ body, step }) => nextIsKnown(body) && isByRow(body, batch, symbols, step.holds),
      );
      if (!canEnd) return undefined;
      const leave = (value: Sym, y: Place): Rest => {
        const left = rest(value);
        return { y, from: left ? shared.get(left) : undefined, n: size(value.shape) };
      };
      const rests = bodies.map(({ next, outs }) => [
        ...next.map((value, k) => leave(value, rows[k].next)),
        // What nobody may read there is 0, so that it is at least a number.
        ...outs.flatMap((value, j) => (value && outRows[j] ? leave(value, outRows[j]) : [])),
      ]);
      return { mask: shared.get(mask)!, rows: batch, bodies: rests };
    }
    const first = backwards ? steps : 0;
    rows.forEach(({ at, n }, k) => {
      const y = { at: at + first * n };
      frame.instructions.push(copy(y, args[sequences.length + k], states[k].shape));
    });
    sum.forEach((y, j) => frame.instructions.push({ kind: "zero", y, n: sizes[j] }));
    frame.instructions.push({
      kind: "loop",
      id,
      steps,
      backwards,
      cycle,
      moving,
      bodies: levels.map(({ step }) => step.instructions),
      ...(ends ? { ends } : {}),
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
    loops,
    results: stages.flat().map((node) => ({ place: placeOf(node, top), n: size(node.shape) })),
    place: (node) => placeOf(node, top),
    get size() {
      return used;
    },
  };
}

const copy = (y: Place, from: Place, shape: Shape): Copy => ({
  ...{ kind: "copy", y, from, n: size(shape), adds: false, rows: shape[0] ?? 1 },
});
