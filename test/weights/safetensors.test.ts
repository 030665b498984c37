import { describe, expect, it, test } from "vitest";
import { readSafetensors } from "../../src/index.js";
import { expected, fileOf, goldenFile, hexOf } from "./golden.js";

const ONE = '"dtype":"F32","shape":[1],"data_offsets":[0,4]';
const DATA = [0, 0, 128, 63];
/** The header of one tensor with these parts in the place of its own. */
const tensor = (parts: string) => `{"a":{${parts}}}`;
const shaped = (shape: string, dtype = "F32", offsets = "0,4") =>
  tensor(`"dtype":"${dtype}","shape":[${shape}],"data_offsets":[${offsets}]`);
const beside = (value: string) => tensor(`${ONE},"x":${value}`);
const u8 = (begin: number, end: number) =>
  `{"dtype":"U8","shape":[${end - begin}],"data_offsets":[${begin},${end}]}`;

describe("files of PyPI's safetensors", () => {
  test.each(Object.entries(expected.files))("%s", (name, wanted) => {
    const { tensors, metadata } = readSafetensors(goldenFile(name));
    expect(new Set(Object.keys(tensors))).toEqual(new Set(Object.keys(wanted.tensors)));
    for (const [key, { dtype, shape, hex }] of Object.entries(wanted.tensors)) {
      expect(tensors[key].dtype).toBe(dtype);
      expect(tensors[key].shape).toEqual(shape);
      expect(hexOf(tensors[key].data)).toBe(hex);
    }
    expect(metadata && { ...metadata }).toEqual(wanted.metadata ?? undefined);
  });

  it("are not copied: a tensor's data are a part of the file", () => {
    const file = goldenFile("dtypes");
    for (const { data } of Object.values(readSafetensors(file).tensors))
      expect(data.buffer).toBe(file.buffer);
  });

  it("may come in Node's Buffer, and their tensors do not", () => {
    const { tensors } = readSafetensors(Buffer.from(goldenFile("shapes")));
    expect(Object.getPrototypeOf(tensors.matrix.data)).toBe(Uint8Array.prototype);
  });

  it.each([
    ["ArrayBuffer", new ArrayBuffer(8)],
    ["Float32Array", new Float32Array(8)],
    ["undefined", undefined],
    ["string", "{}"],
  ])("must be bytes, not %s", (got, value) => {
    const says = `readSafetensors: got ${got}; wanted the file's bytes, a Uint8Array`;
    expect(() => readSafetensors(value as unknown as Uint8Array)).toThrow(says);
  });

  it("may lie anywhere within a larger buffer", () => {
    const file = goldenFile("shapes");
    const within = new Uint8Array(file.length + 20);
    within.set(file, 13);
    const { tensors } = readSafetensors(within.subarray(13, 13 + file.length));
    expect(hexOf(tensors.scalar.data)).toBe(expected.files.shapes.tensors.scalar.hex);
  });
});

describe("what is accepted", () => {
  test.each([
    ["no tensors", "{}", []],
    ["space after the header, of all kinds", `{ } \n\r\t`, []],
    [
      "fields in another order, with escapes",
      `{"a":{"data_offsets":[0,4],"shap\\u0065":[1],"dtype":"F\\u0033\\u0032"}}`,
      DATA,
    ],
    ["a field that the format does not know", beside('[{"y":null},true,false,-1.5e-3]'), DATA],
    ["metadata that are null", `{"__metadata__":null,"a":{${ONE}}}`, DATA],
    ["tensors not in the order of their data", `{"b":${u8(1, 3)},"a":${u8(0, 1)}}`, [1, 2, 3]],
    [
      "empty tensors between",
      `{"b":${u8(1, 1)},"a":${u8(0, 1)},"c":${u8(1, 1)},"d":${u8(0, 0)}}`,
      [1],
    ],
    ["depth 127", beside("[".repeat(125) + "]".repeat(125)), DATA],
    ["a surrogate pair in escapes", `{"\\ud83d\\ude00":{${ONE}}}`, DATA],
    ["types of less than a byte, which fill one", shaped("3,2", "F4", "0,3"), [1, 2, 3]],
    [
      "0 after a product that 64 bits just hold",
      shaped("4294967297,4294967295,0", "F32", "0,0"),
      [],
    ],
    [
      "0 before what 64 bits do not hold",
      shaped("0,9007199254740991,9007199254740991", "U8", "0,0"),
      [],
    ],
  ])("%s", (_, header, data) => {
    expect(readSafetensors(fileOf(header, data))).toBeDefined();
  });

  test("any name, even those that JavaScript's objects have", () => {
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", ""];
    const header = `{${names.map((name) => `"${name}":${u8(0, 0)}`).join(",")}}`;
    const { tensors } = readSafetensors(fileOf(header));
    expect(Object.keys(tensors)).toEqual(names);
    expect(Object.getPrototypeOf(tensors)).toBeNull();
    expect(readSafetensors(fileOf("{}")).tensors.constructor).toBeUndefined();
    const text = '{"__metadata__":{"__proto__":"x"}}';
    expect(Object.entries(readSafetensors(fileOf(text)).metadata!)).toEqual([["__proto__", "x"]]);
  });
});
