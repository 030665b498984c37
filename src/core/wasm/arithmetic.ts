/**
 * Float32 arithmetic, of values V that are numbers (see `float32`) or stand for ones to come (see loop.ts). What is
 * written over it, as the functions below are, is the same function in both.
 *
 * A value is a Float32, or, where the text says so, a mask (true or false) or an integer of 32 bits.
 */
export interface Arithmetic<V> {
  constant(x: number): V;
  add(a: V, b: V): V;
  sub(a: V, b: V): V;
  mul(a: V, b: V): V;
  div(a: V, b: V): V;
  sqrt(a: V): V;
  neg(a: V): V;
  abs(a: V): V;
  /** b < a ? b : a, so that a NaN in a stays and one in b is lost. */
  min(a: V, b: V): V;
  /** a < b ? b : a, so that a NaN in a stays and one in b is lost. */
  max(a: V, b: V): V;
  /** a * b + c: the product is rounded too, or, in relaxed WebAssembly on most machines, only the sum. */
  multiplyAdd(a: V, b: V, c: V): V;
  /** The mask a >= b: false where either is NaN. */
  ge(a: V, b: V): V;
  /** a where the mask is true, else b. */
  select(mask: V, a: V, b: V): V;

  /** The integer whose bits are a Float32's. */
  bits(a: V): V;
  /** The Float32 whose bits are an integer's. */
  fromBits(i: V): V;
  /** The Float32 nearest to an integer. */
  toFloat(i: V): V;
  integer(n: number): V;
  addInteger(i: V, j: V): V;
  subInteger(i: V, j: V): V;
  shiftLeft(i: V, by: number): V;
  /** Copies of the sign come in from the left. */
  shiftRight(i: V, by: number): V;
}

const words = new DataView(new ArrayBuffer(4));

/** JavaScript's numbers, each result rounded to Float32: what plain WebAssembly gives, bit by bit. Masks are 1 and 0. */
export const float32: Arithmetic<number> = {
  constant: Math.fround,
  add: (a, b) => Math.fround(a + b),
  sub: (a, b) => Math.fround(a - b),
  mul: (a, b) => Math.fround(a * b),
  div: (a, b) => Math.fround(a / b),
  sqrt: (a) => Math.fround(Math.sqrt(a)),
  neg: (a) => -a,
  abs: Math.abs,
  min: (a, b) => (b < a ? b : a),
  max: (a, b) => (a < b ? b : a),
  multiplyAdd: (a, b, c) => Math.fround(Math.fround(a * b) + c),
  ge: (a, b) => (a >= b ? 1 : 0),
  select: (mask, a, b) => (mask ? a : b),
  bits: (a) => {
    words.setFloat32(0, a);
    return words.getInt32(0);
  },
  fromBits: (i) => {
    words.setInt32(0, i);
    return words.getFloat32(0);
  },
  toFloat: Math.fround,
  integer: (n) => n | 0,
  addInteger: (i, j) => (i + j) | 0,
  subInteger: (i, j) => (i - j) | 0,
  shiftLeft: (i, by) => i << by,
  shiftRight: (i, by) => i >> by,
};

/** A polynomial by Horner's rule, the highest power's coefficient first. */
function polynomial<V>(on: Arithmetic<V>, a: V, coefficients: readonly number[]): V {
  return coefficients
    .slice(1)
    .reduce((sum, c) => on.multiplyAdd(sum, a, on.constant(c)), on.constant(coefficients[0]));
}

// ln 2 in two parts, of which the first has so few bits that its products with small integers are exact (Cephes, expf).
const [LN2_HIGH, LN2_LOW] = [0.693359375, -2.1219444e-4];
const EXP = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
  5.0000001201e-1, 1, 1,
];

export function exp<V>(on: Arithmetic<V>, a: V): V {
  const x = on.min(on.max(a, on.constant(-105)), on.constant(89));
  // Adding 1.5 * 2^24 leaves no bit below 2: t holds an even number, and its lowest bits hold half of it.
  const even = on.constant(1.5 * 2 ** 24 + 254);
  const t = on.multiplyAdd(x, on.constant(Math.LOG2E), even);
  const n = on.sub(t, even);
  const r = on.multiplyAdd(n, on.constant(-LN2_LOW), on.multiplyAdd(n, on.constant(-LN2_HIGH), x));
  const half = on.fromBits(on.shiftLeft(on.bits(t), 23));
  return on.mul(on.mul(polynomial(on, r, EXP), half), half);
}

export function sigmoid<V>(on: Arithmetic<V>, a: V): V {
  const one = on.constant(1);
  return on.div(one, on.add(one, exp(on, on.neg(a))));
}

const TANH_TOP = [
  -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
  1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
];
const TANH_BOTTOM = [
  1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3,
];
export function tanh<V>(on: Arithmetic<V>, a: V): V {
  const limit = 7.90531110763549805;
  const x = on.min(on.max(a, on.constant(-limit)), on.constant(limit));
  const s = on.mul(x, x);
  return on.div(on.mul(x, polynomial(on, s, TANH_TOP)), polynomial(on, s, TANH_BOTTOM));
}

const LOG = [0.24279078841, 0.28498786688, 0.40000972152, 0.66666662693];
export function log<V>(on: Arithmetic<V>, a: V): V {
  const normal = on.ge(a, on.constant(2 ** -126));
  const scaled = on.select(normal, a, on.mul(a, on.constant(2 ** 23)));
  const i = on.bits(scaled);
  const k = on.shiftRight(on.subInteger(i, on.integer(0x3f3504f3)), 23);
  const f = on.sub(on.fromBits(on.subInteger(i, on.shiftLeft(k, 23))), on.constant(1));
  const e = on.add(on.toFloat(k), on.select(normal, on.constant(0), on.constant(-23)));
  const s = on.div(f, on.add(f, on.constant(2)));
  const z = on.mul(s, s);
  const r = on.mul(z, polynomial(on, z, LOG));
  const h = on.mul(on.mul(f, f), on.constant(0.5));
  const low = on.multiplyAdd(s, on.add(h, r), on.mul(e, on.constant(LN2_LOW)));
  const y = on.multiplyAdd(e, on.constant(LN2_HIGH), on.sub(f, on.sub(h, low)));
  const none = on.select(on.ge(a, on.constant(0)), on.constant(-Infinity), on.constant(NaN));
  const finite = on.select(on.ge(a, on.constant(Infinity)), a, y);
  return on.select(on.ge(a, on.constant(2 ** -149)), finite, none);
}

const LOG1P = [2 / 11, 2 / 9, 2 / 7, 2 / 5, 2 / 3, 2];
export function softplus<V>(on: Arithmetic<V>, a: V): V {
  const e = exp(on, on.neg(on.abs(a)));
  const s = on.div(e, on.add(e, on.constant(2)));
  const log1p = on.mul(s, polynomial(on, on.mul(s, s), LOG1P));
  return on.add(on.max(a, on.constant(0)), log1p);
}
