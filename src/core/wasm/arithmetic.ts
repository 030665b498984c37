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
function polynomial<V>(on: Arithmetic<V>, a: V, [first, ...others]: readonly number[]): V {
  return others.reduce((sum, c) => on.multiplyAdd(sum, a, on.constant(c)), on.constant(first));
}

const clamp = <V>(on: Arithmetic<V>, a: V, least: number, most: number): V =>
  on.min(on.max(a, on.constant(least)), on.constant(most)); // a comes first, so that NaN stays

// Errors below are the largest over all 2^32 Float32, in units in the last place (ulp) of the right result, with
// multiplyAdd rounding twice or once. The right result is that of the C library in Float64.

// ln 2 in two parts, of which the first has so few bits that its products with small integers are exact (Cephes, expf).
const [LN2_HIGH, LN2_LOW] = [0.693359375, -2.1219444e-4];
// e^r where |r| <= ln 2 / 2, the relative error at most 3.1e-9: a minimax fit (Remez) under the last two being 1.
const EXP = [0.00138145401, 0.00836874511, 0.0416683908, 0.166665204, 0.499999934, 1, 1] as const;

/** e^x = p 2^n with p in [0.7, 1.5]. The integer t has n + bias in its low bits; |n + bias| < 512. */
function power<V>(on: Arithmetic<V>, x: V, bias: number): { p: V; t: V } {
  // Adding 1.5 * 2^23 leaves no bit below 1, and so rounds to an integer.
  const large = on.constant(1.5 * 2 ** 23 + bias);
  const t = on.multiplyAdd(x, on.constant(Math.LOG2E), large);
  const n = on.sub(t, large);
  const most = on.multiplyAdd(n, on.constant(-LN2_HIGH), x);
  const r = on.multiplyAdd(n, on.constant(-LN2_LOW), most);
  return { p: polynomial(on, r, EXP), t: on.bits(t) };
}
/** 2^(k - 127), of which k's low eight bits become the exponent. */
const powerOf2 = <V>(on: Arithmetic<V>, k: V): V => on.fromBits(on.shiftLeft(k, 23));

/** e^a, within 1.2 ulp, results below 2^-126 too. */
export function exp<V>(on: Arithmetic<V>, a: V): V {
  // 2^n itself may be too large or too small for a Float32: p is multiplied by two powers that are not.
  const { p, t } = power(on, clamp(on, a, -105, 89), 2 * 127);
  const half = on.shiftRight(t, 1);
  const rest = on.subInteger(t, half);
  return on.mul(on.mul(p, powerOf2(on, half)), powerOf2(on, rest));
}

/** 1 / (1 + e^-a), from 0 to 1: within 2.5 ulp, but 0 below -87.7, where it is less than 1e-38. */
export function sigmoid<V>(on: Arithmetic<V>, a: V): V {
  const { p, t } = power(on, clamp(on, a, -88, 88), 127);
  const e = on.mul(p, powerOf2(on, t));
  return on.div(e, on.add(e, on.constant(1)));
}

// tanh(x) / x for |x| <= 8.66 as a ratio of polynomials in x^2, the relative error at most 1.5e-8: a minimax fit
// (differential correction) under both being 1 at 0, so that tanh of a tiny x is x.
const TANH_TOP = [1.40356649e-8, 2.10948491e-5, 0.00352497663, 0.134057554, 1];
const TANH_BOTTOM = [8.05337418e-7, 3.33376854e-4, 0.0259887262, 0.467390803, 1];

/** The hyperbolic tangent, from -1 to 1: within 5.9 ulp, and 3.5e-7. */
export function tanh<V>(on: Arithmetic<V>, a: V): V {
  const s = on.min(on.mul(a, a), on.constant(75)); // beyond 8.66 the ratio is kept, and so grows with a
  const top = on.mul(a, polynomial(on, s, TANH_TOP));
  return clamp(on, on.div(top, polynomial(on, s, TANH_BOTTOM)), -1, 1);
}

// (log(1 + f) - s (f - f^2 / 2)) / s, s = f / (2 + f), in powers of s^2 from the second on (fdlibm, e_logf).
const LOG = [0.24279078841, 0.28498786688, 0.40000972152, 0.66666662693];
const SQRT_HALF = 0x3f3504f3; // its bits

/** The natural logarithm, within 0.9 ulp; of 0 -Infinity, of less NaN. */
export function log<V>(on: Arithmetic<V>, a: V): V {
  // a = 2^e (1 + f), with 1 + f from sqrt(1/2) to sqrt(2); first numbers below 2^-126 are brought above it.
  const normal = on.ge(a, on.constant(2 ** -126));
  const i = on.bits(on.select(normal, a, on.mul(a, on.constant(2 ** 23))));
  const k = on.shiftRight(on.subInteger(i, on.integer(SQRT_HALF)), 23);
  const e = on.sub(on.toFloat(k), on.select(normal, on.constant(0), on.constant(23)));
  const f = on.sub(on.fromBits(on.subInteger(i, on.shiftLeft(k, 23))), on.constant(1));
  // The order of the sums is fdlibm's: small terms first.
  const s = on.div(f, on.add(f, on.constant(2)));
  const z = on.mul(s, s);
  const r = on.mul(z, polynomial(on, z, LOG));
  const h = on.mul(on.mul(f, f), on.constant(0.5));
  const small = on.multiplyAdd(s, on.add(h, r), on.mul(e, on.constant(LN2_LOW)));
  const y = on.multiplyAdd(e, on.constant(LN2_HIGH), on.sub(f, on.sub(h, small)));

  const finite = on.select(on.ge(a, on.constant(Infinity)), a, y);
  const none = on.select(on.ge(a, on.constant(0)), on.constant(-Infinity), on.constant(NaN));
  return on.select(on.ge(a, on.constant(2 ** -149)), finite, none);
}

// log(1 + e) / s - 2, s = e / (2 + e), over s^2 for e from 0 to 1: a minimax fit (Remez) within 4.5e-9 of the whole.
const LOG1P = [0.280119946, 0.280018036, 0.400215273, 0.666664163];

/** log(1 + e^a), within 2.9 ulp. */
export function softplus<V>(on: Arithmetic<V>, a: V): V {
  const e = exp(on, on.neg(on.abs(a)));
  const s = on.div(e, on.add(e, on.constant(2)));
  const z = on.mul(s, s);
  const log1p = on.multiplyAdd(on.mul(s, z), polynomial(on, z, LOG1P), on.add(s, s));
  return on.add(on.max(a, on.constant(0)), log1p);
}
