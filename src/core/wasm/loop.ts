import { I, type Code, type Func } from "./bytes.js";
import { instructions, type LoopValue, type Node } from "./ssa.js";

export { collapse, type Collapsed } from "./collapse.js";
export type { LoopValue, Pointwise } from "./ssa.js";

/** Pointwise work on operands in memory, done for every element in one pass. */
export interface Loop {
  /**
   * Sizes of the axes but the outermost, whose size is given at run time, so that threads can share its rows. Four
   * elements of the last axis are done at a time; where this is empty, the last axis is the outermost.
   */
  readonly inner: readonly number[];
  /**
   * How many numbers each operand moves by along each axis, outermost first; 0 repeats it. On the last axis 0 or 1.
   * Operands may be the same memory only if they have the same address and strides.
   */
  readonly operands: readonly { readonly strides: readonly number[] }[];
  readonly values: readonly LoopValue[];
  /**
   * Which value is written to which operand; the operand's stride on the last axis must be 1. All that an element is
   * made of is read before any of it is written.
   */
  readonly stores: readonly { readonly operand: number; readonly value: number }[];
}

const NUMBER = 4; //          bytes
const VECTOR = 4 * NUMBER; // bytes
// Vectors done at a time. One is slower by 15-20 %, as each waits for its own results, and V8's vectors of double width
// need two; four are faster by as much where activations are most of the work, but slower by up to 40 % elsewhere.
const AHEAD = 2;

/** A pass over neighbouring elements of the last axis. */
interface Pass {
  /** Whether OFFSET is to be added to the addresses. */
  readonly moving: boolean;
  /** Bytes to add to them beside. */
  readonly at: number;
  /** How many elements are done: 1 to 4, or as many of these as are left. */
  readonly width: number | "rest";
}
/** Work that does not vary along the last axis. */
const STILL: Pass = { moving: false, at: 0, width: 4 };

/**
 * The loop as a function of the outermost axis's size and the address of each operand in bytes. `relaxed`: with fused
 * multiply-adds and other instructions whose results may differ between machines in the last digits.
 */
export function loopFunction(
  loop: Loop,
  name: string | undefined,
  { relaxed }: { readonly relaxed: boolean },
): Func {
  check(loop);
  const { inner, operands, stores } = loop;
  const axes = inner.length + 1;
  const depths = operands.map(({ strides }) => strides.findLastIndex((s) => s !== 0) + 1);
  const { nodes, places } = instructions(loop.values, depths, relaxed);
  const roots = stores.map(({ value }) => places[value]);
  const held = heldNodes(nodes, roots);

  // Local variables. The parameters come first: the outermost axis's size and the addresses.
  const COUNT = 0;
  const address = (operand: number) => 1 + operand;
  const params = 1 + operands.length;
  const counter = (axis: number) => params + axis; // of every axis but the last, which counts bytes:
  const OFFSET = params + axes - 1;
  const [END, REST] = [OFFSET + 1, OFFSET + 2];
  const here = (operand: number) => REST + 1 + operand; // its address plus OFFSET
  const i32s = axes + 2 + operands.length;
  let v128s = 0;
  const variables = nodes.map(({ depth }, n) => {
    const first = params + i32s + v128s;
    if (held[n]) v128s += depth < axes ? 1 : AHEAD;
    return first;
  });
  const variable = (n: number, copy: number) => variables[n] + (nodes[n].depth < axes ? 0 : copy);

  const lastStride = (operand: number) => operands[operand].strides[axes - 1];
  const addressIn = (operand: number, { moving }: Pass) =>
    I.localGet(moving ? here(operand) : address(operand));
  const increase = (variable: number, by: number): Code => [
    I.localGet(variable),
    I.i32Const(by),
    I.i32Add,
    I.localTee(variable),
  ];

  /** One of four pieces of code, by how many elements are left: four or more, three, two or one. */
  function byRest(
    choose: (then: Code, otherwise: Code) => Code,
    piece: (width: number) => Code,
    width = 4,
  ): Code {
    if (width === 1) return piece(1);
    const enough = [I.localGet(REST), I.i32Const(width * NUMBER), I.i32GeU];
    return [enough, choose(piece(width), byRest(choose, piece, width - 1))];
  }

  function load(operand: number, pass: Pass): Code {
    const { at, width } = pass;
    if (lastStride(operand) === 0) return [I.localGet(address(operand)), I.v128Load32Splat()];
    if (width === "rest") return byRest(I.ifVector, (width) => load(operand, { ...pass, width }));
    const from = addressIn(operand, pass);
    if (width === 4) return [from, I.v128Load(at)];
    if (width === 1) return [from, I.v128Load32Zero(at)];
    const two = [from, I.v128Load64Zero(at)];
    return width === 2 ? two : [from, two, I.v128Load32Lane(at + 2 * NUMBER, 2)];
  }

  function store(operand: number, variable: number, pass: Pass): Code {
    const { at, width } = pass;
    if (width === "rest")
      return byRest(I.ifElse, (width) => store(operand, variable, { ...pass, width }));
    const what = [addressIn(operand, pass), I.localGet(variable)];
    if (width === 4) return [what, I.v128Store(at)];
    if (width === 1) return [what, I.v128Store32Lane(at, 0)];
    const two = [what, I.v128Store64Lane(at, 0)];
    return width === 2 ? two : [two, what, I.v128Store32Lane(at + 2 * NUMBER, 2)];
  }

  /** Leaves a node's result on the stack. */
  const value = (n: number, copy: number, pass: Pass): Code =>
    held[n] ? I.localGet(variable(n, copy)) : result(n, copy, pass);
  function result(n: number, copy: number, pass: Pass): Code {
    const { operand, args, code } = nodes[n];
    return operand === undefined
      ? [args.map((a) => value(a, copy, pass)), code]
      : load(operand, { ...pass, at: pass.at + copy * VECTOR });
  }
  /**
   * Sets the variables of what varies along so many axes, for so many vectors side by side. Their instructions
   * alternate, so that one need not wait for the other, and so that V8 may make them one of double width.
   */
  const set = (depth: number, copies: number, pass: Pass): Code =>
    nodes.map((node, n) =>
      held[n] && node.depth === depth
        ? times(copies, (copy) => [result(n, copy, pass), I.localSet(variable(n, copy))])
        : [],
    );
  // A sum made once an operand: only of equal bases does V8 see that accesses are neighbours.
  const setHere = (): Code =>
    operands.map((_, k) =>
      lastStride(k) === 0
        ? []
        : [I.localGet(address(k)), I.localGet(OFFSET), I.i32Add, I.localSet(here(k))],
    );
  const elements = (copies: number, pass: Pass): Code => [
    pass.moving ? setHere() : [],
    set(axes, copies, pass),
    stores.map(({ operand }, s) =>
      times(copies, (copy) =>
        store(operand, variable(roots[s], copy), { ...pass, at: pass.at + copy * VECTOR }),
      ),
    ),
  ];
  /** Passes until OFFSET, which grows by so many bytes a time, has come to an end. */
  const passes = (body: Code, bytes: number, end: Code): Code =>
    I.loop([body, increase(OFFSET, bytes), end, I.i32LtU, I.brIf(0)]);

  const STEP = AHEAD * VECTOR;
  const ahead = (moving: boolean) => elements(AHEAD, { moving, at: 0, width: 4 });
  /** The last axis where its size is known: what its vectors leave over needs no question. */
  function lastOf(size: number): Code {
    const bytes = size * NUMBER;
    const whole = bytes - (bytes % STEP);
    const code: Code[] = [];
    if (whole > STEP)
      code.push([I.i32Const(0), I.localSet(OFFSET)], passes(ahead(true), STEP, I.i32Const(whole)));
    else if (whole > 0) code.push(ahead(false));
    for (let at = whole; at < bytes; at += VECTOR)
      code.push(elements(1, { moving: false, at, width: Math.min(4, (bytes - at) / NUMBER) }));
    return code;
  }
  /** The last axis where it is the outermost: at most two passes do what is left over. */
  function lastOfCount(): Code {
    const whole = [I.localGet(END), I.i32Const(-STEP), I.i32And];
    const left = [I.localGet(END), I.localGet(OFFSET), I.i32Sub, I.localSet(REST)];
    const rest = elements(1, { moving: true, at: 0, width: "rest" });
    return [
      [I.localGet(COUNT), I.i32Const(NUMBER), I.i32Mul, I.localTee(END)],
      [I.i32Const(STEP), I.i32GeU, I.ifThen(passes(ahead(true), STEP, whole))],
      [I.localGet(OFFSET), I.localGet(END), I.i32LtU],
      I.ifThen(passes([left, rest], VECTOR, I.localGet(END))),
    ];
  }

  /** An operand's address goes on along an axis, back from where the axis within has brought it. */
  function advance(operand: number, axis: number): Code {
    const { strides } = operands[operand];
    const back = axis + 1 < axes - 1 ? strides[axis + 1] * inner[axis] : 0;
    const by = (strides[axis] - back) * NUMBER;
    return by === 0 ? [] : [increase(address(operand), by), I.drop];
  }
  function along(axis: number): Code {
    if (axis === axes - 1) return axis === 0 ? lastOfCount() : lastOf(inner[axis - 1]);
    return [
      axis === 0 ? I.localGet(COUNT) : I.i32Const(inner[axis - 1]),
      I.localSet(counter(axis)),
      I.loop([
        set(axis + 1, 1, STILL),
        along(axis + 1),
        operands.map((_, k) => advance(k, axis)),
        increase(counter(axis), -1),
        I.brIf(0),
      ]),
    ];
  }

  const nothing = stores.length === 0 || inner.includes(0);
  const code = nothing
    ? []
    : [[I.localGet(COUNT), I.i32Eqz, I.ifThen(I.return)], set(0, 1, STILL), along(0)];
  return { name, params, i32s, v128s, code };
}

/** Refuses a loop that has no meaning, or none that a function could be written for. */
function check({ inner, operands, values, stores }: Loop): void {
  const wrong = (what: string) => new RangeError(`loop: ${what}`);
  const axes = inner.length + 1;
  for (const size of inner)
    if (!Number.isInteger(size) || size < 0)
      throw wrong(`an axis has size ${size}; want a whole number`);
  operands.forEach(({ strides }, k) => {
    if (strides.length !== axes)
      throw wrong(`operand ${k} has strides along ${strides.length} axes; there are ${axes}`);
    const last = strides[axes - 1];
    if (last !== 0 && last !== 1)
      throw wrong(`operand ${k} moves by ${last} along the last axis; want 0 or 1`);
  });
  values.forEach((value, n) => {
    if (value.op === "load" || value.op === "const") return;
    const later = value.args.find((a) => !(a >= 0 && a < n));
    if (later !== undefined)
      throw wrong(`value ${n} (${value.op}) is made of value ${later}, which is not before it`);
  });
  for (const { operand } of stores)
    if (operands[operand].strides[axes - 1] === 0)
      throw wrong(`operand ${operand} is written but stays along the last axis`);
}

function times(n: number, piece: (i: number) => Code): Code {
  const pieces: Code[] = [];
  for (let i = 0; i < n; i++) pieces.push(piece(i));
  return pieces;
}

/**
 * Which nodes have a local variable: those used twice, stored, or used in a loop within the one that they vary in. So
 * constants do, which V8 would otherwise make anew at each use: that takes an LSTM's step almost twice as long.
 */
function heldNodes(nodes: readonly Node[], roots: readonly number[]): boolean[] {
  const uses = nodes.map(() => 0);
  const held = nodes.map(() => false);
  for (const r of roots) {
    uses[r]++;
    held[r] = true;
  }
  for (let n = nodes.length - 1; n >= 0; n--)
    if (uses[n] > 0)
      for (const a of nodes[n].args) {
        uses[a]++;
        if (nodes[a].depth < nodes[n].depth || uses[a] > 1) held[a] = true;
      }
  return held;
}
