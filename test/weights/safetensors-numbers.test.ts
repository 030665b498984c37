import { describe, expect, it, test } from "vitest";
import { numbersOf, readSafetensors, type Dtype, type SavedTensor } from "../../src/index.js";
import { machineOrder } from "../../src/weights/safetensors-numbers.js";
import { goldenFile, hexOf } from "./golden.js";

const { tensors } = readSafetensors(goldenFile("dtypes"));
const bitsOf = (numbers: Float32Array) => [...new Uint32Array(numbers.slice().buffer)];
const saved = (dtype: Dtype, data: Uint8Array, shape = [1]): SavedTensor => ({
  dtype,
  shape,
  data,
});

/** What a float of 16 bits is worth, by its definition: sign, `exponent` bits of exponent, the rest fraction. */
function worth(half: number, exponentBits: number): number {
  const fractionBits = 15 - exponentBits;
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> fractionBits) & (2 ** exponentBits - 1);
  const fraction = (half & (2 ** fractionBits - 1)) / 2 ** fractionBits;
  const bias = 2 ** (exponentBits - 1) - 1;
  if (exponent === 2 ** exponentBits - 1) return fraction === 0 ? sign * Infinity : Number.NaN;
  return (
    sign * (exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias))
  );
}

describe("numbersOf", () => {
  test.each([
    ["F16", 5],
    ["BF16", 8],
  ] as const)(
    "gives each of the 65,536 values of %s exactly, NaNs with their bits",
    (dtype, exponentBits) => {
      const halves = Uint16Array.from({ length: 65536 }, (_, k) => k);
      const numbers = numbersOf(saved(dtype, new Uint8Array(halves.buffer), [65536]));
      expect(numbers).toBeInstanceOf(Float32Array);
      const wrong = halves.filter((half) => !Object.is(numbers[half], worth(half, exponentBits)));
      expect(wrong.length).toBe(0);
      const bits = bitsOf(numbers as Float32Array);
      const fractionBits = 15 - exponentBits;
      const nans = halves.filter((half) => Number.isNaN(worth(half, exponentBits)));
      expect(nans.length).toBe(2 * (2 ** fractionBits - 1));
      for (const half of nans) {
        expect((bits[half] & 0x7fffff) >>> (23 - fractionBits)).toBe(
          half & (2 ** fractionBits - 1),
        );
        expect(bits[half] >>> 31).toBe(half >>> 15);
      }
    },
  );

  it("keeps every bit of F32 and F64", () => {
    for (const [name, kind] of [
      ["t.float32", Float32Array],
      ["t.float64", Float64Array],
    ] as const) {
      const numbers = numbersOf(tensors[name]);
      expect(numbers).toBeInstanceOf(kind);
      const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      expect(hexOf(bytes)).toBe(hexOf(tensors[name].data));
    }
  });

  test.each([
    ["t.bool", Float32Array, [0, 1, 1]],
    ["t.uint8", Float32Array, [0, 1, 127, 128, 255]],
    ["t.int8", Float32Array, [0, 1, 127, -128, -1]],
    ["t.uint16", Float32Array, [0, 1, 65535]],
    ["t.int16", Float32Array, [0, -1, -32768, 32767]],
    ["t.uint32", Float64Array, [0, 1, 2 ** 32 - 1]],
    ["t.int32", Float64Array, [0, -1, -(2 ** 31), 2 ** 31 - 1]],
    ["t.uint64", Float64Array, [0, 1, 2 ** 53 - 1]],
    ["t.int64", Float64Array, [0, -1, 2 ** 53 - 1, 1 - 2 ** 53]],
  ])("gives the integers of %s exactly", (name, kind, wanted) => {
    const numbers = numbersOf(tensors[name]);
    expect(numbers).toBeInstanceOf(kind);
    expect([...numbers]).toEqual(wanted);
  });

  it("refuses a 64-bit integer that no plain number is", () => {
    for (const value of [2n ** 53n, 2n ** 53n + 1n, 2n ** 63n]) {
      const data = new Uint8Array(BigUint64Array.of(1n, value).buffer);
      const says = `numbersOf: element 1 is ${value}; a plain number is exact only to 2^53 - 1`;
      expect(() => numbersOf(saved("U64", data, [2]))).toThrow(says);
    }
    const least = new Uint8Array(BigInt64Array.of(-(2n ** 63n)).buffer);
    expect(() => numbersOf(saved("I64", least))).toThrow("element 0 is -9223372036854775808");
  });

  test.each(["t.complex64", "t.float4_e2m1fn_x2", "t.float8_e4m3fn", "t.float8_e8m0fnu"])(
    "refuses %s, and says where its bytes are",
    (name) => {
      const says = `numbersOf: a tensor of dtype ${tensors[name].dtype} and shape [${tensors[name].shape}] has no exact form as plain numbers; its bytes are in .data`;
      expect(() => numbersOf(tensors[name])).toThrow(says);
    },
  );

  it("refuses bytes that do not fit the shape", () => {
    const says = "numbersOf: the tensor has 3 bytes; wanted 4 for shape [1] of F32";
    expect(() => numbersOf(saved("F32", new Uint8Array(3)))).toThrow(says);
  });

  it("shares the file's memory where it is aligned, and copies where it is not", () => {
    const whole = new Uint8Array(32);
    new DataView(whole.buffer).setFloat64(8, Math.PI, true);
    const aligned = numbersOf(saved("F64", whole.subarray(8, 16)));
    expect(aligned.buffer).toBe(whole.buffer);
    for (let offset = 0; offset < 8; offset++) {
      const moved = new Uint8Array(32);
      moved.set(whole.subarray(8, 16), offset);
      const numbers = numbersOf(saved("F64", moved.subarray(offset, offset + 8)));
      expect([...numbers]).toEqual([Math.PI]);
      expect(numbers.buffer === moved.buffer).toBe(offset === 0);
      // What Node reads files into, whose slice() is no copy.
      const buffer = Buffer.from(moved.buffer).subarray(offset, offset + 8);
      expect([...numbersOf(saved("F64", buffer))]).toEqual([Math.PI]);
    }
  });
});

test("on a machine that keeps the highest byte first, bytes are turned round within each element, in a copy", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  expect([...machineOrder(bytes, 4, false)]).toEqual([4, 3, 2, 1, 8, 7, 6, 5]);
  expect([...machineOrder(bytes, 2, false)]).toEqual([2, 1, 4, 3, 6, 5, 8, 7]);
  expect(machineOrder(bytes, 1, false)).toBe(bytes);
  expect(machineOrder(bytes, 4, true)).toBe(bytes);
  expect([...bytes]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
