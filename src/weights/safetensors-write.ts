import { machineOrder } from "./safetensors-numbers.js";
import {
  BITS,
  byteLength,
  HEADER_LIMIT,
  isDtype,
  listed,
  quoted,
  type Dtype,
  type SavedTensor,
} from "./safetensors-types.js";

const DTYPE_OF = {
  Float32Array: "F32",
  Float64Array: "F64",
  Int8Array: "I8",
  Uint8Array: "U8",
  Int16Array: "I16",
  Uint16Array: "U16",
  Int32Array: "I32",
  Uint32Array: "U32",
  BigInt64Array: "I64",
  BigUint64Array: "U64",
} as const satisfies Record<string, Dtype>;

/** A tensor to save: its shape, and its numbers in row-major order. The array's type says the dtype. */
export interface TensorToSave {
  /** Sizes of the axes, outermost first. */
  readonly shape: readonly number[];
  /** The numbers. */
  readonly data:
    | Float32Array
    | Float64Array
    | Int8Array
    | Uint8Array
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array;
}

const OPERATION = "writeSafetensors";

/**
 * A safetensors file of tensors, in the bytes that the format's authors' own writer gives for the same tensors.
 * It has them by dtype, the widest first, then by name. Metadata keep the order given; theirs is another at each run.
 * A tensor with a `dtype`, as `readSafetensors` gives it, is written byte for byte.
 * Throws TypeError and RangeError that name the tensor whose shape, data or name cannot be saved.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorToSave | SavedTensor>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const saved = Object.entries(tensors).map(([name, tensor]) => ({
    name,
    ...asSaved(name, tensor),
  }));
  const order = Object.keys(BITS);
  const rank = ({ dtype }: SavedTensor) => order.indexOf(dtype);
  saved.sort((a, b) => rank(b) - rank(a) || byCodePoint(a.name, b.name));
  const parts: string[] = metadata ? [`"__metadata__":${textOf(metadata)}`] : [];
  let end = 0;
  for (const { name, dtype, shape, data } of saved) {
    const begin = end;
    end += data.length;
    parts.push(`${json(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`);
  }
  const header = new TextEncoder().encode(`{${parts.join(",")}}`);
  const start = 8 + Math.ceil(header.length / 8) * 8;
  if (start - 8 > HEADER_LIMIT)
    throw new RangeError(
      `${OPERATION}: the header takes ${start - 8} bytes; the format allows ${HEADER_LIMIT}`,
    );
  const file = new Uint8Array(start + end).fill(32, 8, start);
  new DataView(file.buffer).setUint32(0, start - 8, true);
  file.set(header, 8);
  let at = start;
  for (const { data } of saved) {
    file.set(data, at);
    at += data.length;
  }
  return file;
}

function asSaved(name: string, tensor: TensorToSave | SavedTensor): SavedTensor {
  const where = `${OPERATION}: tensor ${quoted(name)}`;
  if (name === "__metadata__")
    throw new RangeError(`${where} has the name that the format keeps for metadata`);
  const { shape, data } = tensor;
  // By its tag, not its class: data may come from another realm, as in a notebook.
  const tag = data[Symbol.toStringTag] ?? "an array of no type";
  const dtype = "dtype" in tensor ? tensor.dtype : DTYPE_OF[tag];
  if (typeof dtype !== "string" || !isDtype(dtype))
    throw new TypeError(
      `${where} has ${"dtype" in tensor ? `dtype ${dtype}` : `data in ${tag}`}; wanted one of ${Object.keys("dtype" in tensor ? BITS : DTYPE_OF).join(", ")}`,
    );
  if ("dtype" in tensor && tag !== "Uint8Array")
    throw new TypeError(`${where} has a dtype, and its data in ${tag}; wanted its bytes`);
  const wrong = shape.find((n) => !Number.isSafeInteger(n) || n < 0);
  if (wrong !== undefined)
    throw new RangeError(`${where} has an axis of ${wrong}; wanted a whole number, 0 or more`);
  const wanted = byteLength(dtype, shape, where);
  if (data.byteLength !== wanted)
    throw new RangeError(
      `${where} has ${data.byteLength} bytes of data; wanted ${wanted} for shape [${listed(shape)}] of ${dtype}`,
    );
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape, data: machineOrder(bytes, data.BYTES_PER_ELEMENT) };
}

function textOf(metadata: Readonly<Record<string, string>>): string {
  const parts = Object.entries(metadata).map(([key, text]) => {
    if (typeof text !== "string")
      throw new TypeError(
        `${OPERATION}: metadata has ${String(text)} for ${quoted(key)}; wanted a string`,
      );
    return `${json(key)}:${json(text)}`;
  });
  return `{${parts.join(",")}}`;
}

function json(text: string): string {
  if (/\p{Surrogate}/u.test(text))
    throw new RangeError(
      `${OPERATION}: ${quoted(text)} has half of a surrogate pair, which UTF-8 cannot hold`,
    );
  return JSON.stringify(text);
}

/** The order of code points, which is that of UTF-8. JavaScript's own puts what lies beyond U+FFFF before U+E000. */
function byCodePoint(a: string, b: string): number {
  let k = 0;
  while (k < a.length && a[k] === b[k]) k++;
  const rank = (unit: number) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
  if (k >= a.length || k >= b.length) return a.length - b.length;
  return rank(a.charCodeAt(k)) - rank(b.charCodeAt(k));
}
