import { I, type Code, type Func } from "../core/wasm/bytes.js";
import { clip, endsOf, leave } from "./emit-ends.js";
import { address, type Around, type LoopOf, type One, type Rows } from "./emit-places.js";
import type { Parts } from "./emit.js";
import { everMeet, extent, touched, type Extent } from "./extent.js";
import type { FusedLoop, Scheduled } from "./fuse.js";
import { isMoving, type Copy, type Place, type Product } from "./instructions.js";
import { accesses, conflict, isInJavaScript, rowsOf, rowsSummed, type Accesses } from "./share.js";
import { size } from "./sym.js";

/** In place of an address: a sum starts from zero. */
const NONE = -1;
const [THREAD, THREADS, SCRATCH, PARAMS] = [0, 1, 2, 3];

/**
 * A stage as a function that each thread runs. A thread does its rows of what can be cut into rows, and its turn of the
 * rest; JavaScript is the first thread's. Threads wait for each other only where one needs what another has done: not
 * within a recurrence, as a rule, whose rows are sequences of their own.
 */
export function stageFunction(name: string, list: readonly Scheduled[], parts: Parts): Func {
  const { call, options } = parts;
  let locals = PARAMS;
  let turns = 0;
  const start: Code[] = [];
  const cuts = new Map<number, Rows>();
  /** Where sequences have ended at the step that is being written: only so many of the rows are done. */
  let clipped: (Rows & { readonly rows: number }) | undefined;
  const isCut = (): boolean => options.shared || clipped !== undefined;
  const rowsFor = (rows: number): Rows => {
    if (clipped?.rows === rows) return clipped;
    let cut = cuts.get(rows);
    if (!cut) {
      cut = { from: locals++, to: locals++ };
      cuts.set(rows, cut);
      const share = (k: Code): Code => [
        [k, I.i32Const(rows), I.i32Mul, I.localGet(THREADS), I.i32DivU],
      ];
      const next = [I.localGet(THREAD), I.i32Const(1), I.i32Add];
      start.push(share(I.localGet(THREAD)), I.localSet(cut.from));
      start.push(share(next), I.localSet(cut.to));
    }
    return cut;
  };
  /** Done by one thread. */
  const whole = (code: Code, turn = turns++): Code =>
    options.shared
      ? [
          [I.i32Const(turn), I.localGet(THREADS), I.i32RemU],
          [I.localGet(THREAD), I.i32Eq, I.ifThen(code)],
        ]
      : code;

  /** What threads may have done since they last met. */
  let since: Accesses[] = [];
  const meet = (): Code => {
    since = [];
    return parts.meet(THREAD, THREADS);
  };

  const write = (instructions: readonly Scheduled[], around: readonly Around[]): Code =>
    instructions.map((i): Code => {
      if (i.kind === "loop") return time(i, around);
      if (!options.shared) return one(i, around);
      const here = accesses(i);
      const waits = since.some((before) => conflict(before, here)) ? meet() : [];
      since.push(here);
      return [waits, one(i, around)];
    });

  const one = (i: One, around: readonly Around[]): Code => {
    const at = (place: Place): Code => address(place, around);
    if (i.kind === "fused") return fused(i, at);
    if (isInJavaScript(i)) return whole(parts.inJavaScript(i), 0);
    switch (i.kind) {
      case "product":
        return product(i, around, at);
      case "zero":
        return whole([at(i.y), I.i32Const(0), I.i32Const(4 * i.n), I.memoryFill]);
      case "copy":
        return copy(i, at);
      default: {
        const rows = rowsSummed(i.node)!;
        return whole(call("sumRows", at(i.y), at(i.args[0]), rows, size(i.node.shape), NONE));
      }
    }
  };

  const copy = (i: Copy, at: (place: Place) => Code): Code => {
    const rows = isCut() ? rowsOf(i) : 0;
    if (rows === 0) return whole([at(i.y), at(i.from), I.i32Const(4 * i.n), I.memoryCopy]);
    const { from, to } = rowsFor(rows);
    const bytes = [I.i32Const((4 * i.n) / rows), I.i32Mul];
    const down = [I.localGet(from), bytes, I.i32Add];
    const length = [I.localGet(to), I.localGet(from), I.i32Sub, bytes];
    return [at(i.y), down, at(i.from), down, length, I.memoryCopy];
  };

  const fused = (i: FusedLoop, at: (place: Place) => Code): Code => {
    const rows = rowsOf(i);
    const run = (count: Code, from?: Code): Code => [
      count,
      ...i.operands.map((place, k) => {
        const stride = 4 * i.loop.operands[k].strides[0];
        const moved = from && stride > 0;
        return moved ? [at(place), from, I.i32Const(stride), I.i32Mul, I.i32Add] : at(place);
      }),
      parts.callLoop(i.loop),
    ];
    if (!isCut() || rows === 0) return whole(run(I.i32Const(i.count)));
    const { from, to } = rowsFor(rows);
    const steps = [I.i32Const(i.count / rows), I.i32Mul];
    const count = [I.localGet(to), I.localGet(from), I.i32Sub, steps];
    return run(count, [I.localGet(from), steps]);
  };

  const product = (i: Product, around: readonly Around[], at: (place: Place) => Code): Code => {
    const { y, a, b, m, k, n, ta, tb } = i;
    const rows = isCut() ? rowsOf(i) : 0;
    const cut = rows > 0 ? rowsFor(rows) : undefined;
    const height = cut ? [I.localGet(cut.to), I.localGet(cut.from), I.i32Sub] : I.i32Const(m);
    const down = (code: Code, bytes: number): Code =>
      cut ? [code, I.localGet(cut.from), I.i32Const(bytes), I.i32Mul, I.i32Add] : code;
    const isFull = i.start && !i.start.isRow;
    const from = i.start ? down(at(i.start.place), isFull ? 4 * n : 0) : I.i32Const(NONE);
    const left = down(at(a), ta ? 4 : 4 * k);
    const packed = ta ? undefined : packedOnce(i, around);
    const last = [from, isFull ? 4 * n : 0, I.localGet(SCRATCH)];
    const code =
      packed === undefined
        ? call(
            "matmul",
            down(at(y), 4 * n),
            left,
            4 * (ta ? m : k),
            at(b),
            height,
            k,
            n,
            +ta,
            +tb,
            ...last,
          )
        : call("multiply", down(at(y), 4 * n), left, 4 * packed, height, k, n, ...last);
    return cut ? code : whole(code);
  };

  /** Where a matrix that is the same at all steps of some loops lies packed, done once before those loops. */
  const packedOnce = ({ b, k, n, tb }: Product, around: readonly Around[]): number | undefined => {
    const matrix = extent(b, k * n);
    const moves = (place: Place, loop: number): boolean =>
      isMoving(place) && ((place.loop === loop && place.stride !== 0) || moves(place.home, loop));
    const isFixed = ({ loop, writes }: Around): boolean =>
      !moves(b, loop.id) && !writes.some((w) => everMeet(w, matrix));
    let from = around.length;
    while (from > 0 && isFixed(around[from - 1])) from--;
    const uses = around.slice(from).reduce((times, { loop }) => times * loop.steps, 1);
    if (uses < 2) return undefined;
    const { before, packed } = around[from];
    const key = `${matrix.first} ${matrix.path} ${k} ${n} ${tb}`;
    let to = packed.get(key);
    if (to === undefined) {
      to = options.reserve(options.packedSize(k, n));
      packed.set(key, to);
      before.push(whole(call("pack", 4 * to, address(b, around.slice(0, from)), k, n, +tb)));
    }
    return to;
  };

  const time = (loop: LoopOf, around: readonly Around[]): Code => {
    const { steps, backwards, cycle, bodies } = loop;
    const [t, body] = [locals++, locals++];
    const here: Around = {
      loop,
      t,
      before: [],
      writes: bodies.flat().flatMap(writesOf),
      packed: new Map(),
    };
    const waits = since.length > 0 ? meet() : [];
    const all = options.shared ? bodies.flat().flatMap(allAccesses) : [];
    const called = parts.calls();
    const ends = endsOf(loop);
    const before = clipped;
    const own = ends && rowsFor(ends.rows);
    const cut = { from: locals++, to: locals++ };
    if (ends) clipped = { rows: ends.rows, ...cut };
    const codes = bodies.map((list, b) => {
      since = [];
      const code = inBody(list, [...around, here]);
      return ends
        ? [code, leave(ends.bodies[b], ends.rows, own!, cut, locals++, [...around, here])]
        : code;
    });
    const cuts = ends ? clip(ends, own!, cut, locals++, [...around, here]) : [];
    clipped = before;
    // What one body has done may be met by the next; that each meets at its end, or need not, inBody has seen to.
    since = [...all];
    let choose = codes[0];
    if (codes.length > 1) {
      const table = parts.table(cycle);
      choose = [
        [I.localGet(t), I.i32Const(cycle.length), I.i32RemU],
        [I.i32Const(2), I.i32Shl, I.i32Load(4 * table), I.localSet(body)],
        ...codes.map((code, b) => [[I.localGet(body), I.i32Const(b), I.i32Eq], I.ifThen(code)]),
      ];
    }
    const clock = whole(
      [I.i32Const(0), I.localGet(t), I.i32Store(4 * (parts.clocks + loop.id))],
      0,
    );
    const packs = here.before.length > 0;
    return [
      waits,
      // In a loop, others may still read what was packed at the step before.
      ...(packs && around.length > 0 ? parts.meet(THREAD, THREADS) : []),
      here.before,
      ...(packs ? parts.meet(THREAD, THREADS) : []),
      [I.i32Const(backwards ? steps - 1 : 0), I.localSet(t)],
      I.loop([
        ...(parts.calls() > called ? clock : []),
        cuts,
        choose,
        [I.localGet(t), I.i32Const(backwards ? -1 : 1), I.i32Add, I.localTee(t)],
        [I.i32Const(backwards ? -1 : steps), I.i32Ne, I.brIf(0)],
      ]),
    ];

    /** A body, and a meeting at its end if the next step, of any body, could meet what is left undone. */
    function inBody(list: readonly Scheduled[], inside: readonly Around[]): Code {
      const code = write(list, inside);
      const isOpen = since.some((last) => all.some((next) => conflict(last, next)));
      return isOpen ? [code, meet()] : code;
    }
  };

  const body = write(list, []);
  const end = parts.meet(THREAD, THREADS);
  return {
    name,
    params: PARAMS,
    i32s: locals - PARAMS,
    v128s: 0,
    code: [start, body, end],
  };
}

const writesOf = (i: Scheduled): Extent[] =>
  i.kind === "loop"
    ? i.bodies.flat().flatMap(writesOf)
    : i.kind === "fused"
      ? i.loop.stores.map(({ operand }) => extent(i.operands[operand], i.n))
      : [...touched(i).writes];

const allAccesses = (i: Scheduled): Accesses[] =>
  i.kind === "loop" ? i.bodies.flat().flatMap(allAccesses) : [accesses(i)];
