import { describe, expect, test } from "vitest";
import { readSafetensors } from "../../src/index.js";
import { fileOf } from "./golden.js";

const ONE = '"dtype":"F32","shape":[1],"data_offsets":[0,4]';
const DATA = [0, 0, 128, 63];
/** The header of one tensor with these parts in the place of its own. */
const tensor = (parts: string) => `{"a":{${parts}}}`;
const shaped = (shape: string, dtype = "F32", offsets = "0,4") =>
  tensor(`"dtype":"${dtype}","shape":[${shape}],"data_offsets":[${offsets}]`);
const beside = (value: string) => tensor(`${ONE},"x":${value}`);
const u8 = (begin: number, end: number) =>
  `{"dtype":"U8","shape":[${end - begin}],"data_offsets":[${begin},${end}]}`;

const prefixed = (length: bigint) => {
  const file = fileOf("{}");
  new DataView(file.buffer).setBigUint64(0, length, true);
  return file;
};

describe("what is refused, and what the error says", () => {
  test.each<[string, Uint8Array, string]>([
    ["7 bytes", new Uint8Array(7), "the file has 7 bytes; wanted 8 or more"],
    [
      "a header of more than 100 MB",
      prefixed(100_000_001n),
      "the header claims 100000001 bytes; wanted at most 100000000",
    ],
    ["of 2^64 - 1 bytes", prefixed(2n ** 64n - 1n), "the header claims 18446744073709551615 bytes"],
    [
      "of more than the file",
      prefixed(3n),
      "the header claims 3 bytes; the file has 2 after its first 8",
    ],
    ["of none", fileOf(""), 'the header begins with nothing; wanted "{"'],
    ["space before it", fileOf(" {}"), 'the header begins with byte 32; wanted "{"'],
    ["a byte order mark", fileOf("\ufeff{}"), "the header begins with byte 239"],
    ["a list", fileOf("[]"), "the header begins with byte 91"],
    ["not UTF-8", fileOf(Uint8Array.of(123, 34, 0xc0, 0x80, 34, 125)), "the header is not UTF-8"],
    [
      "a surrogate in UTF-8",
      fileOf(Uint8Array.of(123, 34, 0xed, 0xa0, 0x80, 34)),
      "the header is not UTF-8",
    ],
    ["a NUL after it", fileOf("{}\0"), 'at character 2 it has "\\u0000"; wanted the end'],
    ["cut off", fileOf('{"a":'), "at character 5 it has its end; wanted a value"],
    ["a comma too many", fileOf("{,}"), 'at character 1 it has ","; wanted a key'],
    ["no comma", fileOf(`{"a":${u8(0, 0)}"b"`), 'it has "\\""; wanted "," or "}"'],
    ["no colon", fileOf('{"a" 1}'), 'at character 5 it has "1"; wanted ":"'],
    ["a lone surrogate", fileOf('{"\\ud800":1}'), "at character 1"],
    [
      "an unknown escape",
      fileOf('{"\\x":1}'),
      "wanted a string whose escapes are JSON's and Unicode's",
    ],
    [
      "a control character",
      fileOf('{"\u0001":1}'),
      'at character 2 it has "\\u0001"; wanted the rest of a string',
    ],
    [
      "a name twice",
      fileOf(`{"a":${u8(0, 0)},"\\u0061":${u8(0, 0)}}`),
      "wanted each key once in an object",
    ],
    ["a field twice", fileOf(tensor(`${ONE},"shape":[1]`), DATA), "wanted each key once"],
    [
      "depth 128",
      fileOf(beside("[".repeat(126) + "]".repeat(126)), DATA),
      "wanted at most 127 objects and arrays in one another",
    ],
    ["leading zeros", fileOf(beside("01"), DATA), 'it has "1"; wanted "," or "}"'],
    ["no digit after a point", fileOf(beside("1."), DATA), 'it has "."; wanted "," or "}"'],
    ["beyond a double", fileOf(beside("1e309"), DATA), "wanted a number that a double can hold"],
    ["NaN", fileOf(beside("NaN"), DATA), 'it has "N"; wanted a value'],
    ["nul", fileOf(beside("nul"), DATA), "wanted null"],
    [
      "a tensor that is a list",
      fileOf('{"a":["F32",[1],[0,4]]}', DATA),
      'tensor "a" is an array; wanted an object',
    ],
    ["a tensor that is a number", fileOf('{"a":1}'), 'tensor "a" is 1; wanted an object'],
    [
      "no dtype",
      fileOf(tensor('"shape":[1],"data_offsets":[0,4]'), DATA),
      'tensor "a": dtype is missing',
    ],
    [
      "an unknown dtype",
      fileOf(shaped("1", "F128"), DATA),
      'tensor "a": dtype is "F128"; wanted one of the format\'s',
    ],
    ["a dtype of Object's", fileOf(shaped("1", "toString"), DATA), 'dtype is "toString"'],
    ["a dtype in small letters", fileOf(shaped("1", "f32"), DATA), 'dtype is "f32"'],
    [
      "a dtype that is an object",
      fileOf(tensor('"dtype":{"F32":null},"shape":[1],"data_offsets":[0,4]'), DATA),
      "dtype is an object",
    ],
    [
      "no shape",
      fileOf(tensor('"dtype":"F32","data_offsets":[0,4]'), DATA),
      "shape is missing; wanted an array",
    ],
    [
      "no offsets",
      fileOf(tensor('"dtype":"F32","shape":[1]'), DATA),
      "data_offsets is missing; wanted an array",
    ],
    [
      "three offsets",
      fileOf(shaped("1", "F32", "0,4,4"), DATA),
      "data_offsets has 3 numbers; wanted 2",
    ],
    [
      "1.0",
      fileOf(shaped("1.0"), DATA),
      "shape has 1.0 at 0; wanted a whole number from 0 to 2^53 - 1, in digits alone",
    ],
    ["1e0", fileOf(shaped("1e0"), DATA), "shape has 1e0 at 0"],
    ["-1", fileOf(shaped("1,-1"), DATA), "shape has -1 at 1"],
    ["-0", fileOf(shaped("1", "F32", "-0,4"), DATA), "data_offsets has -0 at 0"],
    ["2^53", fileOf(shaped("9007199254740992,0", "F32", "0,0")), "shape has 9007199254740992 at 0"],
    [
      "2^64",
      fileOf(shaped("1", "F32", "0,18446744073709551616"), DATA),
      "data_offsets has 18446744073709551616 at 1",
    ],
    ["a string for a number", fileOf(shaped('"1"'), DATA), 'shape has "1" at 0'],
    [
      "metadata in a list",
      fileOf('{"__metadata__":[]}'),
      "__metadata__ is an array; wanted an object",
    ],
    [
      "metadata that are no strings",
      fileOf('{"__metadata__":{"a":1}}'),
      '__metadata__ has 1 for "a"; wanted a string',
    ],
    [
      "a product that overflows, before a 0",
      fileOf(shaped("4294967296,4294967296,0", "F32", "0,0")),
      "has shape [4294967296, 4294967296, 0] of F32, which overflows 64 bits",
    ],
    [
      "a product that overflows in bits",
      fileOf(shaped("4294967297,4294967295", "U8", "0,0"), []),
      "overflows 64 bits",
    ],
    [
      "half a byte",
      fileOf(shaped("1", "F4", "0,0")),
      "has shape [1] of F4, which takes 4 bits; wanted whole bytes",
    ],
    [
      "another size",
      fileOf(shaped("2"), DATA),
      'tensor "a" has 4 bytes; wanted 8 for shape [2] of F32',
    ],
    [
      "a hole before",
      fileOf(`{"a":${u8(1, 2)}}`, [1, 2]),
      'tensor "a" begins at byte 1 of the data; wanted 0',
    ],
    [
      "a hole between",
      fileOf(`{"a":${u8(0, 1)},"b":${u8(2, 3)}}`, [1, 2, 3]),
      'tensor "b" begins at byte 2 of the data; wanted 1',
    ],
    [
      "an overlap",
      fileOf(`{"a":${u8(0, 2)},"b":${u8(1, 3)}}`, [1, 2, 3]),
      'tensor "b" begins at byte 1 of the data; wanted 2',
    ],
    [
      "the same bytes twice",
      fileOf(`{"a":${u8(0, 2)},"b":${u8(0, 2)}}`, [1, 2]),
      'tensor "b" begins at byte 0 of the data; wanted 2',
    ],
    [
      "offsets the wrong way round",
      fileOf(`{"b":${u8(0, 2)},"a":{"dtype":"U8","shape":[0],"data_offsets":[2,1]}}`, [1, 2]),
      'tensor "a" ends at 1, before it begins at 2',
    ],
    [
      "an end beyond the file",
      fileOf(`{"a":${u8(0, 3)}}`, [1, 2]),
      'tensor "a" ends at byte 3; the file has 2 of data',
    ],
    [
      "bytes left over",
      fileOf(`{"a":${u8(0, 1)}}`, [1, 2]),
      "the tensors end at byte 1 of the data; the file has 2",
    ],
    [
      "bytes and no tensors",
      fileOf("{}", [1]),
      "the tensors end at byte 0 of the data; the file has 1",
    ],
    [
      "a long name, and lines in it",
      fileOf(`{"${"\\n".repeat(500)}":1}`),
      '..." is 1; wanted an object',
    ],
    [
      "a shape of many axes",
      fileOf(shaped("2".concat(",1".repeat(500))), DATA),
      "for shape [2, 1, 1, 1, 1, 1, 1, 1, ...] of F32",
    ],
  ])("%s", (_, file, says) => {
    let message = "accepted";
    try {
      readSafetensors(file);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(says);
    expect(message).toMatch(/^readSafetensors: [^\n]{1,400}$/);
  });
});
