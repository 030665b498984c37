import { bytesOf } from "./files.mjs";

const TENSOR = '{"dtype":"U8","shape":[0],"data_offsets":[0,0]}';

/**
 * Headers of `size` bytes or so, each of which costs a careless reader quadratic time, or far more memory than it has bytes.
 * @param {number} size
 * @returns {{ name: string, file: Uint8Array }[]}
 */
export function hostile(size) {
  const many = (/** @type {string} */ part, close = "") => part.repeat(size / part.length) + close;
  const list = (/** @type {(k: number) => string} */ part) =>
    Array.from({ length: size / part(0).length }, (_, k) => part(k)).join(",");
  const within = (/** @type {string} */ value) => `{"a":${TENSOR.slice(0, -1)},"x":${value}}}`;
  const headers = {
    "brackets without end": `{"a":${many("[")}`,
    "braces without end": many('{"a":'),
    "a string without end": `{"${many("a")}`,
    "a string of escapes": within(`"${many("\\u00e9")}"`),
    "a string of quotes": within(`"${many('\\"')}"`),
    "a name of one tensor": `{"${many("é")}":${TENSOR}}`,
    digits: within(many("9")),
    "digits after a point": within(`0.${many("9")}`),
    "digits of a shape": `{"a":{"dtype":"U8","shape":[${many("9")}],"data_offsets":[0,0]}}`,
    "an exponent": within(`1e-${many("9")}`),
    spaces: `{${many(" ")}}`,
    "empty lists": within(`[${list(() => "[]")}]`),
    "empty objects": within(`[${list(() => "{}")}]`),
    "unknown fields": within(`{${list((k) => `"${k}":0`)}}`),
    "axes of one": `{"a":{"dtype":"U8","shape":[${list(() => "1")}],"data_offsets":[0,1]}}`,
    "axes of two": `{"a":{"dtype":"U8","shape":[${list(() => "2")}],"data_offsets":[0,1]}}`,
    "empty tensors": `{${list((k) => `"${k}":${TENSOR}`)}}`,
    "empty tensors and a hole": `{${list((k) => `"${k}":${TENSOR}`)},"x":${TENSOR.replace("[0,0]", "[1,1]")}}`,
    "one name": `{${list(() => `"a":${TENSOR}`)}}`,
    metadata: `{"__metadata__":{${list((k) => `"${k}":"v"`)}}}`,
  };
  return Object.entries(headers).map(([name, header]) => ({ name, file: bytesOf(header, []) }));
}
