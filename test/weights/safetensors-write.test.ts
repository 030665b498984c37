import {
  assert,
  bigInt64Array,
  bigUint64Array,
  constantFrom,
  dictionary,
  int16Array,
  int32Array,
  int8Array,
  oneof,
  option,
  property,
  string,
  uint16Array,
  uint32Array,
  uint8Array,
} from "fast-check";
import { describe, expect, it, test } from "vitest";
import {
  numbersOf,
  readSafetensors,
  writeSafetensors,
  type TensorToSave,
} from "../../src/index.js";
import { expected, goldenFile, hexOf } from "./golden.js";

const f32 = (...data: number[]) => ({ shape: [data.length], data: Float32Array.from(data) });
const headerOf = (file: Uint8Array) => {
  const length = new DataView(file.buffer).getUint32(0, true);
  return new TextDecoder().decode(file.subarray(8, 8 + length));
};

describe("the bytes of PyPI's safetensors", () => {
  test.each(Object.keys(expected.files))("%s: read and written again", (name) => {
    const file = goldenFile(name);
    const { tensors, metadata } = readSafetensors(file);
    expect(hexOf(writeSafetensors(tensors, metadata))).toBe(hexOf(file));
  });

  test("from plain arrays, in any order", () => {
    const tensors = {
      "also none": { shape: [2, 0], data: new BigInt64Array(0) },
      byte: { shape: [1, 1, 1, 1, 1], data: Uint8Array.of(7) },
      none: { shape: [0, 3], data: new Float32Array(0) },
      matrix: { shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) },
      scalar: { shape: [], data: Float32Array.of(0.5) },
    };
    expect(hexOf(writeSafetensors(tensors, { format: "pt" }))).toBe(hexOf(goldenFile("shapes")));
  });
});

describe("writeSafetensors", () => {
  it("takes a dtype from the kind of array, and puts the widest first", () => {
    const one = [1];
    const file = writeSafetensors({
      a: { shape: one, data: new Uint8Array(1) },
      b: { shape: one, data: new Int8Array(1) },
      c: { shape: one, data: new Int16Array(1) },
      d: { shape: one, data: new Uint16Array(1) },
      e: { shape: one, data: new Int32Array(1) },
      f: { shape: one, data: new Uint32Array(1) },
      g: { shape: one, data: new Float32Array(1) },
      h: { shape: one, data: new Float64Array(1) },
      i: { shape: one, data: new BigInt64Array(1) },
      j: { shape: one, data: new BigUint64Array(1) },
    });
    const { tensors } = readSafetensors(file);
    const dtypes = Object.entries(tensors).map(([name, { dtype }]) => `${name}:${dtype}`);
    expect(dtypes.join(" ")).toBe("j:U64 i:I64 h:F64 g:F32 f:U32 e:I32 d:U16 c:I16 b:I8 a:U8");
  });

  it("writes a part of a larger array", () => {
    const whole = Float32Array.of(1, 2, 3, 4);
    const { tensors } = readSafetensors(
      writeSafetensors({ a: { shape: [2], data: whole.subarray(1, 3) } }),
    );
    expect([...numbersOf(tensors.a)]).toEqual([2, 3]);
  });

  it("pads the header to 8 bytes, so that data can lie aligned", () => {
    for (let k = 0; k < 9; k++) {
      const file = writeSafetensors({ ["x".repeat(k)]: { shape: [1], data: Float64Array.of(k) } });
      const { data } = Object.values(readSafetensors(file).tensors)[0];
      expect(data.byteOffset % 8).toBe(0);
      expect(headerOf(file)).toMatch(/\} {0,7}$/);
    }
  });

  it("tells no metadata from empty metadata, and keeps their order", () => {
    expect(headerOf(writeSafetensors({}))).toBe("{}      ");
    expect(readSafetensors(writeSafetensors({}, {})).metadata).toEqual({});
    const header = headerOf(writeSafetensors({}, { b: "1", a: "2" }));
    expect(header).toContain('{"b":"1","a":"2"}');
  });

  it("refuses to write a header that no reader takes", () => {
    const says = "writeSafetensors: the header takes 100000032 bytes; the format allows 100000000";
    expect(() => writeSafetensors({}, { a: "x".repeat(100_000_000) })).toThrow(says);
  });

  const any = (value: unknown) => value as TensorToSave;
  test.each<[string, Record<string, TensorToSave>, Record<string, string> | undefined, string]>([
    [
      "another size",
      { a: { shape: [3], data: new Float32Array(2) } },
      undefined,
      'tensor "a" has 8 bytes of data; wanted 12 for shape [3] of F32',
    ],
    [
      "an axis below 0",
      { a: { shape: [-1], data: new Float32Array(0) } },
      undefined,
      'tensor "a" has an axis of -1',
    ],
    [
      "half an axis",
      { a: { shape: [0.5], data: new Float32Array(0) } },
      undefined,
      "an axis of 0.5; wanted a whole number",
    ],
    ["NaN", { a: { shape: [Number.NaN], data: new Float32Array(0) } }, undefined, "an axis of NaN"],
    [
      "an overflow",
      { a: { shape: [2 ** 52, 2 ** 52, 0], data: new Float32Array(0) } },
      undefined,
      "overflows 64 bits",
    ],
    [
      "clamped bytes",
      { a: any({ shape: [1], data: new Uint8ClampedArray(1) }) },
      undefined,
      'tensor "a" has data in Uint8ClampedArray; wanted one of Float32Array',
    ],
    [
      "a plain array",
      { a: any({ shape: [1], data: [1] }) },
      undefined,
      'tensor "a" has data in an array of no type',
    ],
    [
      "an unknown dtype",
      { a: any({ dtype: "F128", shape: [1], data: new Uint8Array(16) }) },
      undefined,
      'tensor "a" has dtype F128; wanted one of BOOL',
    ],
    [
      "a dtype and numbers",
      { a: any({ dtype: "F32", shape: [1], data: new Float32Array(1) }) },
      undefined,
      'tensor "a" has a dtype, and its data in Float32Array; wanted its bytes',
    ],
    [
      "a kept name",
      { __metadata__: f32(1) },
      undefined,
      'tensor "__metadata__" has the name that the format keeps',
    ],
    ["half a surrogate pair", { "\ud800": f32(1) }, undefined, "has half of a surrogate pair"],
    ["half a pair in metadata", {}, { a: "\udc00" }, "has half of a surrogate pair"],
    [
      "metadata that are no string",
      {},
      { a: 1 as unknown as string },
      'metadata has 1 for "a"; wanted a string',
    ],
  ])("refuses %s", (_, tensors, metadata, says) => {
    expect(() => writeSafetensors(tensors, metadata)).toThrow(says);
    expect(() => writeSafetensors(tensors, metadata)).toThrow(/^writeSafetensors: [^\n]+$/);
  });
});

const names = oneof(
  string({ unit: "binary", maxLength: 12 }),
  constantFrom("__proto__", "constructor", "", "0", "\uffff", "\u{10000}", '"\\\n'),
);
const words = { minLength: 0, maxLength: 24 };
const saved = oneof(
  // By their bits, so that every NaN is among them.
  uint32Array(words).map((bits) => new Float32Array(bits.slice().buffer)),
  bigUint64Array(words).map((bits) => new Float64Array(bits.slice().buffer)),
  ...[int8Array(words), uint8Array(words), int16Array(words), uint16Array(words)],
  ...[int32Array(words), uint32Array(words), bigInt64Array(words), bigUint64Array(words)],
).chain((data) =>
  constantFrom([data.length], [data.length, 1], [1, data.length]).map((shape) => ({ shape, data })),
);
const metadatas = option(dictionary(names, names, { maxKeys: 4 }), { nil: undefined });

test("what is written is read: names, shapes, every bit, metadata; and written again as it was", () => {
  assert(
    property(dictionary(names, saved, { maxKeys: 6 }), metadatas, (tensors, metadata) => {
      const file = writeSafetensors(tensors, metadata);
      const read = readSafetensors(file);
      expect(Object.keys(read.tensors).sort()).toEqual(Object.keys(tensors).sort());
      for (const [name, { shape, data }] of Object.entries(tensors)) {
        expect(read.tensors[name].shape).toEqual(shape);
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        expect(hexOf(read.tensors[name].data)).toBe(hexOf(bytes));
      }
      expect(read.metadata && Object.entries(read.metadata)).toEqual(
        metadata && Object.entries(metadata),
      );
      expect(hexOf(writeSafetensors(read.tensors, read.metadata))).toBe(hexOf(file));
    }),
    { numRuns: 300 },
  );
});
