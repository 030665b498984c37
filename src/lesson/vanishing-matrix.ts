/** A square matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/** a b, for square matrices. */
export const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => b.map((_, k) => row.reduce((sum, v, j) => sum + v * b[j][k], 0)));

/** The same matrix times a number. */
export const scaled = (W: Matrix, by: number): number[][] => W.map((row) => row.map((v) => v * by));

/**
 * The largest size of an eigenvalue, by Gelfand's formula (1941): the k-th root of the size of W^k, for k = 2^30. W^k is
 * squared 30 times, and its size kept apart as a logarithm.
 */
export function spectralRadius(W: Matrix): number {
  let [power, logSize] = [W, 0];
  for (let k = 0; k <= 30; k++) {
    const size = Math.hypot(...power.flat());
    if (size === 0) return 0;
    logSize += Math.log(size) / 2 ** k;
    power = scaled(power, 1 / size);
    power = product(power, power);
  }
  return Math.exp(logSize);
}

/**
 * The largest singular value: how many times as long W can make a vector. By Jacobi's rotations from one side (Hestenes
 * 1958), which turn pairs of columns until all stand at right angles; then the longest column is the answer.
 */
export function largestStretch(W: Matrix): number {
  const columns = W.map((_, k) => W.map((row) => row[k]));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, v, k) => sum + v * b[k], 0);
  for (let sweep = 0, turned = true; turned && sweep < 40; sweep++) {
    turned = false;
    for (let p = 0; p < columns.length; p++)
      for (let q = p + 1; q < columns.length; q++) {
        const [a, b] = [columns[p], columns[q]];
        const [aa, bb, ab] = [dot(a, a), dot(b, b), dot(a, b)];
        if (ab === 0 || Math.abs(ab) <= 1e-14 * Math.sqrt(aa * bb)) continue;
        turned = true;
        const zeta = (bb - aa) / (2 * ab);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const c = 1 / Math.hypot(1, t);
        columns[p] = a.map((v, k) => c * (v - t * b[k]));
        columns[q] = b.map((v, k) => c * (v + t * a[k]));
      }
  }
  return Math.max(...columns.map((column) => Math.hypot(...column)));
}
