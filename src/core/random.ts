/** A stream of pseudo-random numbers that is the same on every machine for the same seed. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-32. */
  uniform(): number;
  /** Standard normal, by the polar method (Marsaglia & Bray 1964). */
  normal(): number;
  /** Uniform integer in 0 .. n - 1. */
  below(n: number): number;
  /** An independent stream, named so that adding one draw here does not move the draws there. */
  fork(name: string): Random;
}

/**
 * A stream of pseudo-random numbers from a seed, a whole number: xoshiro128** (Blackman & Vigna 2018), its four words
 * filled by splitmix32. Throws RangeError for another seed.
 *
 * @example
 * ```ts
 * import { random } from "unrolled";
 *
 * const dice = random(7);
 * console.log(dice.below(6) === random(7).below(6)); //=> true
 * ```
 */
export function random(seed: number): Random {
  if (!Number.isInteger(seed)) throw new RangeError(`random: seed is ${seed}; want an integer`);
  const s = new Uint32Array(4);
  let mix = seed >>> 0;
  for (let k = 0; k < 4; k++) {
    mix = (mix + 0x9e3779b9) >>> 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    s[k] = z ^ (z >>> 15);
  }

  const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k));
  const next = (): number => {
    const result = Math.imul(rotl(Math.imul(s[1], 5), 7), 9) >>> 0;
    const t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11);
    return result;
  };

  const uniform = () => next() / 2 ** 32;
  let spare: number | undefined;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const r = u * u + v * v;
      if (r >= 1 || r === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(r)) / r);
      spare = v * scale;
      return u * scale;
    }
  };

  return {
    uniform,
    normal,
    below: (n) => Math.floor(uniform() * n),
    fork: (name) => {
      let hash = seed | 0;
      for (const char of name)
        hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193) ^ (hash >>> 13);
      return random(hash >>> 0);
    },
  };
}
