import { BITS, byteLength, listed, type Dtype, type SavedTensor } from "./safetensors-types.js";

/**
 * A saved tensor's numbers, in row-major order, exact: Float32Array for F32, F16, BF16, BOOL and integers of 8 and 16 bits,
 * Float64Array for F64 and integers of 32 and 64 bits. NaNs keep their bits.
 * F32 and F64 share the file's memory where it is aligned for them: copy what you mean to change.
 * Throws RangeError where data do not fit the shape, for a 64-bit integer beyond 2^53 - 1, and for a dtype that has no exact form as plain numbers.
 */
export function numbersOf(tensor: SavedTensor): Float32Array | Float64Array {
  const { dtype, shape, data } = tensor;
  const read = READ[dtype];
  if (!read)
    throw new RangeError(
      `numbersOf: a tensor of dtype ${dtype} and shape [${listed(shape)}] has no exact form as plain numbers; its bytes are in .data`,
    );
  const wanted = byteLength(dtype, shape, "numbersOf: the tensor");
  if (data.length !== wanted)
    throw new RangeError(
      `numbersOf: the tensor has ${data.length} bytes; wanted ${wanted} for shape [${listed(shape)}] of ${dtype}`,
    );
  const size = BITS[dtype] / 8;
  const bytes = machineOrder(data, size);
  return read(bytes.buffer, bytes.byteOffset, bytes.length / size);
}

type Read = (
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
) => Float32Array | Float64Array;

const READ: Partial<Record<Dtype, Read>> = {
  F32: (...at) => new Float32Array(...at),
  F64: (...at) => new Float64Array(...at),
  F16: (...at) => fromBits(new Uint16Array(...at), widened),
  BF16: (...at) => fromBits(new Uint16Array(...at), (half) => half << 16),
  BOOL: (...at) => new Float32Array(new Uint8Array(...at)),
  U8: (...at) => new Float32Array(new Uint8Array(...at)),
  I8: (...at) => new Float32Array(new Int8Array(...at)),
  U16: (...at) => new Float32Array(new Uint16Array(...at)),
  I16: (...at) => new Float32Array(new Int16Array(...at)),
  U32: (...at) => new Float64Array(new Uint32Array(...at)),
  I32: (...at) => new Float64Array(new Int32Array(...at)),
  U64: (...at) => Float64Array.from(new BigUint64Array(...at), exact),
  I64: (...at) => Float64Array.from(new BigInt64Array(...at), exact),
};

/** By their bits, so that a NaN stays the NaN that it is. */
function fromBits(halves: Uint16Array, bitsOf: (half: number) => number): Float32Array {
  const bits = Uint32Array.from(halves, bitsOf);
  return new Float32Array(bits.buffer);
}

/** The bits of a float of 32 bits that is worth what this one of 16 bits is: 5 bits of exponent become 8. */
function widened(half: number): number {
  const sign = (half & 0x8000) << 16;
  const exponent = (half >> 10) & 31;
  let fraction = half & 0x3ff;
  if (exponent === 31) return sign | 0x7f800000 | (fraction << 13); // infinity and NaN
  if (exponent > 0) return sign | ((exponent + 112) << 23) | (fraction << 13);
  if (fraction === 0) return sign;
  // Subnormal: it has a leading one to find.
  const shift = Math.clz32(fraction) - 21;
  fraction = (fraction << shift) & 0x3ff;
  return sign | ((113 - shift) << 23) | (fraction << 13);
}

function exact(value: bigint, index: number): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(
    `numbersOf: element ${index} is ${value}; a plain number is exact only to 2^53 - 1`,
  );
}

const littleEndian = () => new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Bytes whose elements lie as this machine's arrays want them: in its order of bytes, and at a multiple of their size.
 * The same bytes where they already do, else a copy. It serves both ways, from the file and to it.
 */
export function machineOrder(bytes: Uint8Array, size: number, little = littleEndian()): Uint8Array {
  if ((little || size === 1) && bytes.byteOffset % size === 0) return bytes;
  const copy = new Uint8Array(bytes); // not slice(), which a Buffer of Node's makes a view
  if (little) return copy;
  for (let at = 0; at < copy.length; at += size) copy.subarray(at, at + size).reverse();
  return copy;
}
