import { type Arrays, type products, sigmoid, zeros } from "./through-time.js";

/**
 * One block of a Grid LSTM (Kalchbrenner, Danihelka & Graves 2015, section 3) of any number of dimensions. Each has
 * its own h, c and LSTM, and all read the h of every dimension, in the order of their names, with W_k_dim (N H, H):
 *
 *     f, i, o = sigmoid([h_dim1, ..., h_dimN] W + b)     g = tanh(the same)     c' = f c + i g     h' = tanh(o c')
 *
 * The priority dimension, if there is one, comes last, and reads the new h of the others (section 3.2).
 */
export function gridBlock(
  { affine, affineBack }: Pick<ReturnType<typeof products>, "affine" | "affineBack">,
  names: string[],
  W: (name: string) => string,
  priority: string | undefined,
) {
  const order = [
    ...names.filter((name) => name !== priority),
    ...names.filter((name) => name === priority),
  ];
  /** The h that dim reads: old ones, or for the priority dimension new ones, except its own. */
  const reads = (dim: string, old: Arrays, fresh: Arrays) =>
    names.map((name) => (dim === priority && name !== dim ? fresh[name] : old[name]));

  function forward(h: Arrays, c: Arrays) {
    const [hNew, cNew]: Arrays[] = [{}, {}];
    const y: Record<
      string,
      { f: Float64Array; i: Float64Array; o: Float64Array; g: Float64Array }
    > = {};
    for (const dim of order) {
      const a = (k: string) => affine(reads(dim, h, hNew), W(`W_${k}_${dim}`), W(`b_${k}_${dim}`));
      const { f, i, o, g } = (y[dim] = {
        f: a("f").map(sigmoid),
        i: a("i").map(sigmoid),
        o: a("o").map(sigmoid),
        g: a("g").map(Math.tanh),
      });
      cNew[dim] = f.map((v, k) => v * c[dim][k] + i[k] * g[k]);
      hNew[dim] = o.map((v, k) => Math.tanh(v * cNew[dim][k]));
    }
    return { h, c, hNew, cNew, y };
  }

  /** From the gradients dhNew and dcNew, which it completes, adds to dh and dc. */
  function backward(
    { h, c, hNew, cNew, y }: ReturnType<typeof forward>,
    dhNew: Arrays,
    dcNew: Arrays,
    dh: Arrays,
    dc: Arrays,
  ) {
    for (const dim of [...order].reverse()) {
      const { f, i, o, g } = y[dim];
      const n = f.length;
      const da = { f: zeros(n), i: zeros(n), o: zeros(n), g: zeros(n) };
      for (let k = 0; k < n; k++) {
        const inside = dhNew[dim][k] * (1 - hNew[dim][k] ** 2);
        da.o[k] = inside * cNew[dim][k] * o[k] * (1 - o[k]);
        dcNew[dim][k] += inside * o[k];
        da.f[k] = dcNew[dim][k] * c[dim][k] * f[k] * (1 - f[k]);
        da.i[k] = dcNew[dim][k] * g[k] * i[k] * (1 - i[k]);
        da.g[k] = dcNew[dim][k] * i[k] * (1 - g[k] ** 2);
        dc[dim][k] += dcNew[dim][k] * f[k];
      }
      for (const k of ["f", "i", "o", "g"] as const)
        affineBack(
          reads(dim, h, hNew),
          W(`W_${k}_${dim}`),
          W(`b_${k}_${dim}`),
          da[k],
          reads(dim, dh, dhNew),
        );
    }
  }
  return { forward, backward };
}

/** Both halves of each row of (B, 2H), h then c; and what they are worth, put back. */
export const halves = (x: Float64Array, H: number) => {
  const half = (from: number) => x.filter((_, k) => Math.floor(k / H) % 2 === from);
  return { h: half(0), c: half(1) };
};
export const whole = (h: Float64Array, c: Float64Array, H: number) =>
  Float64Array.from({ length: 2 * h.length }, (_, k) => {
    const [row, at] = [Math.floor(k / (2 * H)), k % (2 * H)];
    return at < H ? h[row * H + at] : c[row * H + at - H];
  });
