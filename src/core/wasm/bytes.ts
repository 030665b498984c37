/**
 * A small builder of WebAssembly modules: the binary format of the WebAssembly Core Specification 3.0, chapter 5, and
 * of the threads proposal, as far as fused loops and the functions that call them need it.
 */

/** Bytes in order, in lists as deep as is handy: [I.localGet(0), I.i32Const(4), I.i32Add]. */
export type Code = readonly (number | Code)[];
type Bytes = readonly number[];

/** A function without a result. Its local variables are its parameters, all i32; then the i32s; then the v128s. */
export interface Func {
  /** The name under which it is exported; without one it can only be called inside the module. */
  readonly name?: string | undefined;
  readonly params: number;
  readonly i32s: number;
  readonly v128s: number;
  /** Its instructions, without the final end. */
  readonly code: Code;
}

/** A function that comes from outside the module, as env.name; its parameters are i32, and it has no result. */
export interface Import {
  readonly name: string;
  readonly params: number;
}

export interface ModuleParts {
  /** Imported as env.memory, of any size; a shared one must have been made with a maximum. */
  readonly memory: { readonly shared: boolean };
  readonly imports: readonly Import[];
  readonly functions: readonly Func[];
}

const [I32, V128, FUNCTION, NOTHING] = [0x7f, 0x7b, 0x60, 0x40];
const MOST_PAGES = 65_536;

/** A whole number from 0 to 2^32 - 1, seven bits a byte, the lowest first (LEB128). */
function unsigned(n: number): number[] {
  const bytes: number[] = [];
  for (n >>>= 0; n > 127; n >>>= 7) bytes.push((n & 127) | 128);
  bytes.push(n);
  return bytes;
}

/** A whole number from -2^31 to 2^31 - 1: the same, but bit 6 of the last byte is the sign. */
function signed(n: number): number[] {
  const bytes: number[] = [];
  for (n |= 0; n < -64 || n > 63; n >>= 7) bytes.push((n & 127) | 128);
  bytes.push(n & 127);
  return bytes;
}

function flatten(code: Code, into: number[] = []): number[] {
  for (let i = 0; i < code.length; i++) {
    const part = code[i];
    if (typeof part === "number") into.push(part);
    else flatten(part, into);
  }
  return into;
}

const size = (parts: readonly Bytes[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);
const sized = (bytes: Bytes): Bytes => [...unsigned(bytes.length), ...bytes];
const text = (s: string): Bytes => sized([...new TextEncoder().encode(s)]);
/** A section in parts, since joining them here would copy most of a module once more. */
function section(id: number, items: readonly Bytes[]): Bytes[] {
  const count = unsigned(items.length);
  return items.length > 0 ? [[id, ...unsigned(count.length + size(items))], count, ...items] : [];
}

/**
 * The bytes of a module. A function's index, which I.call wants, is its place in the imports followed by the functions.
 * The same parts always give the same bytes.
 */
export function moduleBytes({ memory, imports, functions }: ModuleParts) {
  const arities = [...new Set([...imports, ...functions].map(({ params }) => params))];
  const types = arities.map((n) => [FUNCTION, ...sized(Array<number>(n).fill(I32)), 0]);
  const type = ({ params }: { readonly params: number }) => unsigned(arities.indexOf(params));
  // Only a shared memory must say what the most is; without a limit here, every memory fits.
  const limits = memory.shared ? [3, 0, ...unsigned(MOST_PAGES)] : [0, 0];
  const env = text("env");
  const exported = functions.flatMap(({ name }, i) =>
    name === undefined ? [] : [[...text(name), 0, ...unsigned(imports.length + i)]],
  );
  const bodies = functions.map(({ i32s, v128s, code }) => {
    const locals = [
      [i32s, I32],
      [v128s, V128],
    ].filter(([n]) => n > 0);
    const kinds = locals.map(([n, kind]) => [unsigned(n), kind]);
    const body = flatten([unsigned(locals.length), kinds, code, 0x0b]);
    return unsigned(body.length).concat(body);
  });
  const all = [
    [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(1, types),
    ...section(2, [
      [...env, ...text("memory"), 2, ...limits],
      ...imports.map((f) => [...env, ...text(f.name), 0, ...type(f)]),
    ]),
    ...section(3, functions.map(type)),
    ...section(7, exported),
    ...section(10, bodies),
  ];
  const bytes = new Uint8Array(size(all));
  let at = 0;
  for (const part of all) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** What is asked for again and again is made once. */
function withIndex(op: number): (index: number) => Bytes {
  const made: Bytes[] = [];
  return (index) => (made[index] ??= [op, ...unsigned(index)]);
}
const vector = (op: number): number[] => [0xfd, ...unsigned(op)];
/** An access to memory at an address from the stack plus `offset` bytes; `align` is a promise, as a power of two. */
const access =
  (op: readonly number[], align: number) =>
  (offset = 0): number[] => [...op, align, ...unsigned(offset)];
/** Vectors are four Float32 wide, but lie anywhere: no more than the alignment of one of them is promised. */
const vectorAccess = (op: number) => access(vector(op), 2);
const laneAccess =
  (op: number) =>
  (offset: number, lane: number): number[] => [...vector(op), 2, ...unsigned(offset), lane];
const atomicAccess = (op: number) => access([0xfe, op], 2);

/** A vector of four times the same 32 bits. */
function fourTimes(bits: number): number[] {
  const bytes = [bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, bits >>> 24];
  return [...vector(0x0c), ...bytes, ...bytes, ...bytes, ...bytes];
}
const words = new DataView(new ArrayBuffer(4));
/** The bits of the nearest Float32. */
export function float32Bits(x: number): number {
  words.setFloat32(0, x);
  return words.getInt32(0);
}

/**
 * Instructions. What they take from the stack and leave there is the specification's; offsets are in bytes. The
 * vector instructions have the specification's names, written in one word.
 */
export const I = {
  // Control. A label is counted from the innermost block outwards; a loop's label is at its start.
  block: (body: Code): Code => [0x02, NOTHING, body, 0x0b],
  loop: (body: Code): Code => [0x03, NOTHING, body, 0x0b],
  ifThen: (then: Code): Code => [0x04, NOTHING, then, 0x0b],
  ifElse: (then: Code, otherwise: Code): Code => [0x04, NOTHING, then, 0x05, otherwise, 0x0b],
  /** Both branches leave a vector. */
  ifVector: (then: Code, otherwise: Code): Code => [0x04, V128, then, 0x05, otherwise, 0x0b],
  br: withIndex(0x0c),
  brIf: withIndex(0x0d),
  call: withIndex(0x10),
  return: [0x0f],
  drop: [0x1a],

  localGet: withIndex(0x20),
  localSet: withIndex(0x21),
  localTee: withIndex(0x22),

  // Whole numbers, wrapped to 32 bits
  i32Const: (n: number): number[] => [0x41, ...signed(n)],
  i32Eqz: [0x45],
  i32Eq: [0x46],
  i32Ne: [0x47],
  i32LtU: [0x49],
  i32GtU: [0x4b],
  i32GeU: [0x4f],
  i32Add: [0x6a],
  i32Sub: [0x6b],
  i32Mul: [0x6c],
  i32DivU: [0x6e],
  i32RemU: [0x70],
  i32And: [0x71],
  i32Shl: [0x74],
  memoryCopy: [0xfc, 10, 0, 0],
  memoryFill: [0xfc, 11, 0],
  i32Load: access([0x28], 2),
  i32Store: access([0x36], 2),
  /** A whole number of 64 bits, from -2^31 to 2^31 - 1: wait32's timeout in ns, -1 for none. */
  i64Const: (n: number): number[] => [0x42, ...signed(n)],

  // Shared memory
  atomicNotify: atomicAccess(0x00),
  atomicWait32: atomicAccess(0x01),
  i32AtomicLoad: atomicAccess(0x10),
  i32AtomicStore: atomicAccess(0x17),
  i32AtomicAdd: atomicAccess(0x1e),

  // Vectors in memory
  v128Load: vectorAccess(0x00),
  v128Load32Splat: vectorAccess(0x09),
  v128Store: vectorAccess(0x0b),
  v128Load32Lane: laneAccess(0x56),
  v128Store32Lane: laneAccess(0x5a),
  v128Store64Lane: laneAccess(0x5b),
  v128Load32Zero: vectorAccess(0x5c),
  v128Load64Zero: vectorAccess(0x5d),

  /** Four times the same whole number. */
  i32x4Const: fourTimes,

  f32x4Ne: vector(0x42),
  f32x4Ge: vector(0x46),
  v128And: vector(0x4e),
  v128Bitselect: vector(0x52),

  i32x4Shl: vector(0xab),
  i32x4ShrS: vector(0xac),
  i32x4Add: vector(0xae),
  i32x4Sub: vector(0xb1),

  f32x4Abs: vector(0xe0),
  f32x4Neg: vector(0xe1),
  f32x4Sqrt: vector(0xe3),
  f32x4Add: vector(0xe4),
  f32x4Sub: vector(0xe5),
  f32x4Mul: vector(0xe6),
  f32x4Div: vector(0xe7),
  f32x4Max: vector(0xe9),
  f32x4Pmin: vector(0xea),
  f32x4Pmax: vector(0xeb),
  f32x4ConvertI32x4S: vector(0xfa),

  // Relaxed: what the machine has, and so not the same on all
  f32x4RelaxedMadd: vector(0x105),
  i32x4RelaxedLaneselect: vector(0x10b),
} as const;
