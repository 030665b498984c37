import { expect, test } from "vitest";
import {
  float32Bits,
  I,
  moduleBytes,
  type Code,
  type Func,
  type ModuleParts,
} from "../../../src/core/wasm/bytes.js";

const func = (code: Code, rest: Partial<Func> = {}): Func => ({
  name: "f",
  params: 1,
  i32s: 0,
  v128s: 0,
  code,
  ...rest,
});
const parts = (...functions: Func[]): ModuleParts => ({
  memory: { shared: false },
  imports: [],
  functions,
});
type Exports = Record<string, (...args: number[]) => void>;
function instantiate(given: ModuleParts, env: WebAssembly.ModuleImports = {}) {
  const { shared } = given.memory;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared });
  const module = new WebAssembly.Module(moduleBytes(given));
  const { exports } = new WebAssembly.Instance(module, { env: { memory, ...env } });
  return { memory, exports: exports as unknown as Exports };
}

test("whole numbers of every length are written and read alike", () => {
  const numbers = [0, 1, 63, 64, 127, 128, 8191, 8192, 2 ** 20, 2 ** 27, 2 ** 31 - 1];
  for (const n of [...numbers, ...numbers.map((a) => -a), -(2 ** 31), 2 ** 32 - 1]) {
    const code = [...I.i32Const(8), ...I.i32Const(n), ...I.i32Store(4)];
    const { memory, exports } = instantiate(parts(func(code, { params: 0 })));
    exports.f();
    expect(new Int32Array(memory.buffer)[3]).toBe(n | 0);
  }
});

test("whole numbers take as few bytes as they can", () => {
  // The specification's LEB128: seven bits a byte; of a number with a sign, one of the last seven is the sign.
  const signed: readonly (readonly [n: number, ...bytes: number[]])[] = [
    [0, 0],
    [-1, 0x7f],
    [63, 63],
    [64, 0xc0, 0],
    [127, 0xff, 0],
    [128, 0x80, 1],
    [-64, 0x40],
    [-65, 0xbf, 0x7f],
    [8191, 0xff, 0x3f],
    [8192, 0x80, 0xc0, 0],
    [-8192, 0x80, 0x40],
    [-8193, 0xff, 0xbf, 0x7f],
    [2 ** 31 - 1, 0xff, 0xff, 0xff, 0xff, 7],
    [-(2 ** 31), 0x80, 0x80, 0x80, 0x80, 0x78],
  ];
  for (const [n, ...bytes] of signed) {
    expect(I.i32Const(n), `${n}`).toEqual([0x41, ...bytes]);
    expect(I.i64Const(n), `${n}`).toEqual([0x42, ...bytes]);
  }
  const unsigned: readonly (readonly [n: number, ...bytes: number[]])[] = [
    [0, 0],
    [64, 64],
    [127, 127],
    [128, 0x80, 1],
    [129, 0x81, 1],
    [16_383, 0xff, 0x7f],
    [16_384, 0x80, 0x80, 1],
  ];
  for (const [n, ...bytes] of unsigned) {
    expect(I.localGet(n), `${n}`).toEqual([0x20, ...bytes]);
    expect(I.v128Load(n), `${n}`).toEqual([0xfd, 0, 2, ...bytes]);
  }
});

test("functions call imports, each other and themselves by index, with variables in blocks", () => {
  const told: number[][] = [];
  // down(n): while (n) { n -= 1; if (n == 3) out(n, 30) else if (n == 5) continue; leave at 1 }
  const down = func(
    I.block(
      I.loop([
        ...[...I.localGet(0), ...I.i32Eqz, ...I.brIf(1)],
        ...[...I.localGet(0), ...I.i32Const(1), ...I.i32Sub, ...I.localTee(0), ...I.localSet(1)],
        ...[...I.localGet(1), ...I.i32Const(3), ...I.i32Eq],
        ...I.ifElse(
          [...I.localGet(1), ...I.i32Const(30), ...I.call(0)],
          [...I.localGet(1), ...I.i32Const(5), ...I.i32Ne, ...I.ifThen(I.br(2))],
        ),
        ...[...I.localGet(1), ...I.i32Const(1), ...I.i32LtU, ...I.ifThen(I.return)],
        ...I.br(0),
      ]),
    ),
    { name: "down", i32s: 1 },
  );
  const twice = func([...I.localGet(0), ...I.call(2), ...I.localGet(0), ...I.call(2)], {
    name: "twice",
  });
  const inner = func([...I.localGet(0), ...I.call(1)], { name: undefined });
  const { exports } = instantiate(
    {
      memory: { shared: false },
      imports: [{ name: "out", params: 2 }],
      functions: [down, inner, twice],
    },
    { out: (...args: number[]) => told.push(args) },
  );
  exports.twice(9);
  expect(told).toEqual([
    [3, 30],
    [3, 30],
  ]);
  expect(Object.keys(exports)).toEqual(["down", "twice"]);
});

test("atomic instructions work on shared memory, others' too", () => {
  const code = [
    ...[...I.i32Const(0), ...I.localGet(0), ...I.i32AtomicStore(4)],
    ...[...I.i32Const(4), ...I.i32Const(2), ...I.i32AtomicAdd(), ...I.drop],
    // Waiting for a change of what has changed already, with and without a limit, returns at once.
    ...[...I.i32Const(4), ...I.i32Const(0), ...I.i64Const(-1), ...I.atomicWait32(), ...I.drop],
    ...[...I.i32Const(4), ...I.i32Const(1), ...I.atomicNotify(), ...I.drop],
    ...[...I.i32Const(0), ...I.i32Const(4), ...I.i32AtomicLoad(), ...I.i32Store(8)],
  ];
  const { memory, exports } = instantiate({ ...parts(func(code)), memory: { shared: true } });
  exports.f(40);
  expect([...new Int32Array(memory.buffer, 0, 3)]).toEqual([0, 42, 42]);
});

test("every vector instruction is one that the engine knows", () => {
  const v = I.i32x4Const(float32Bits(1.5));
  const unary = [I.f32x4Abs, I.f32x4Neg, I.f32x4Sqrt, I.f32x4ConvertI32x4S];
  const binary = [
    ...[I.f32x4Add, I.f32x4Sub, I.f32x4Mul, I.f32x4Div, I.f32x4Max],
    ...[I.f32x4Pmin, I.f32x4Pmax, I.f32x4Ne],
    ...[I.f32x4Ge, I.v128And, I.i32x4Add, I.i32x4Sub],
  ];
  const shifts = [I.i32x4Shl, I.i32x4ShrS];
  const set = I.localSet(1);
  const code = [
    ...unary.flatMap((op) => [...v, ...op, ...set]),
    ...binary.flatMap((op) => [...v, ...v, ...op, ...set]),
    ...shifts.flatMap((op) => [...v, ...I.i32Const(3), ...op, ...set]),
    ...[...v, ...v, ...v, ...I.v128Bitselect, ...set],
    ...[...I.i32x4Const(-7), ...set],
    ...[I.v128Load, I.v128Load32Splat, I.v128Load32Zero, I.v128Load64Zero].flatMap((op) => [
      ...[...I.localGet(0), ...op(16), ...set],
    ]),
    ...[...I.localGet(0), ...v, ...I.v128Load32Lane(16, 3), ...set],
    ...[...I.localGet(0), ...I.localGet(1), ...I.v128Store(32)],
    ...[...I.localGet(0), ...I.localGet(1), ...I.v128Store32Lane(48, 3)],
    ...[...I.localGet(0), ...I.localGet(1), ...I.v128Store64Lane(56, 0)],
  ];
  const { memory, exports } = instantiate(parts(func(code, { v128s: 1 })));
  new Float32Array(memory.buffer).set([5], 4);
  exports.f(0);
  expect([...new Float32Array(memory.buffer, 32, 8)]).toEqual([1.5, 1.5, 1.5, 5, 5, 0, 1.5, 1.5]);
});

test("the same parts give the same bytes, and functions of as many parameters share a type", () => {
  const one = func([], { name: "a" });
  const bytes = moduleBytes(parts(one, { ...one, name: "b" }));
  expect(moduleBytes(parts(one, { ...one, name: "b" }))).toEqual(bytes);
  // Magic and version, then the section of types: one type, of one i32 and nothing.
  expect([...bytes.slice(0, 15)]).toEqual([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 0x60, 1, 0x7f, 0]);
  expect(WebAssembly.validate(moduleBytes(parts()))).toBe(true);
});
