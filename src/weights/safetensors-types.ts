/** Bits of an element, in the order in which the format's own writer puts the types: the last one first in a file. */
export const BITS = {
  BOOL: 8,
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  U8: 8,
  I8: 8,
  F8_E5M2: 8,
  F8_E4M3: 8,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  I16: 16,
  U16: 16,
  F16: 16,
  BF16: 16,
  I32: 32,
  U32: 32,
  F32: 32,
  C64: 64,
  F64: 64,
  I64: 64,
  U64: 64,
} as const;

/** A type of elements that the safetensors format knows. */
export type Dtype = keyof typeof BITS;

/** The largest header that the format allows, in bytes. */
export const HEADER_LIMIT = 100_000_000;

/** A tensor as a safetensors file holds it: row-major, little-endian. */
export interface SavedTensor {
  /** The type of its elements. */
  readonly dtype: Dtype;
  /** Sizes of the axes, outermost first. */
  readonly shape: readonly number[];
  /** Its bytes. From `readSafetensors` they are a part of the file's own, not a copy. */
  readonly data: Uint8Array;
}

export const isDtype = (name: string): name is Dtype => Object.hasOwn(BITS, name);

/** A name for an error: in quotes, on one line, and not longer than that line. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 80 ? `${name.slice(0, 80)}...` : name);
}

/**
 * Bytes of a tensor, counted as the format's own reader counts them: from the first axis to the last, in 64 bits.
 * Throws RangeError where that overflows, or where the tensor ends within a byte.
 */
export function byteLength(dtype: Dtype, shape: readonly number[], where: string): number {
  const wrong = (what: string) =>
    new RangeError(`${where} has shape [${listed(shape)}] of ${dtype}, which ${what}`);
  const bits = product([...shape, BITS[dtype]]);
  if (bits === undefined) throw wrong("overflows 64 bits");
  if (bits % 8 !== 0) throw wrong(`takes ${bits} bits; wanted whole bytes`);
  return bits / 8;
}

/** Undefined where it overflows 64 bits on the way, a later 0 or none: exact below 2^53, and as to that above. */
function product(factors: readonly number[]): number | undefined {
  let small = 1;
  let k = 0;
  while (k < factors.length && small * factors[k] <= Number.MAX_SAFE_INTEGER) small *= factors[k++];
  let large = BigInt(small);
  for (; k < factors.length; k++) {
    large *= BigInt(factors[k]);
    if (large >= 2n ** 64n) return undefined;
  }
  return Number(large);
}

/** A shape for an error: a hostile one may have a million axes. */
export function listed(shape: readonly unknown[]): string {
  return shape.length > 8 ? `${shape.slice(0, 8).join(", ")}, ...` : shape.join(", ");
}
