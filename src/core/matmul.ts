/** Where a matrix lies: `at` is its first element in the memory, row-major, optionally read transposed. */
export interface Matrix {
  at: number;
  readonly transposed?: boolean;
}
export type Memory = Float32Array | Float64Array;
/** y (m, n) = a (m, k) b (k, n), or y += a b, within one memory. A transposed operand is stored as (k, m) or (n, k). */
export type Product = (
  y: number,
  a: Matrix,
  b: Matrix,
  m: number,
  k: number,
  n: number,
  add?: boolean,
) => void;

const unrounded = (value: number): number => value;

/**
 * y (m, n) = a (m, k) b (k, n), or y += a b: the definition, three loops. The faster forms are tested against it.
 * A transposed operand is stored as (k, m) or (n, k). With round = Math.fround each product and each sum is rounded to
 * Float32, as hardware does it that has no other numbers.
 */
export function matmulReference(
  memory: Memory,
  y: number,
  a: Matrix,
  b: Matrix,
  m: number,
  k: number,
  n: number,
  add = false,
  round: (value: number) => number = unrounded,
): void {
  const [aRow, aCol] = a.transposed ? [1, m] : [k, 1];
  const [bRow, bCol] = b.transposed ? [1, k] : [n, 1];
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = add ? memory[y + i * n + j] : 0;
      for (let l = 0; l < k; l++)
        sum = round(
          sum + round(memory[a.at + i * aRow + l * aCol] * memory[b.at + l * bRow + j * bCol]),
        );
      memory[y + i * n + j] = sum;
    }
}

const TILE = 4; //   a 4 x 4 tile of y lives in sixteen local variables
const DEPTH = 256; // so many rows of b are packed at a time: 4 columns of them stay in the first-level cache
const WIDTH = 512; // so many columns of b are packed at a time: the second-level cache
const packedA = new Float64Array(TILE * DEPTH);
const packedB = new Float64Array(DEPTH * WIDTH);

/**
 * The same product, blocked. Three ideas: copy (pack) what the inner loop reads, so that it reads in order; compute
 * a small tile of y at once, so that each number loaded serves four products; and keep the tile's sums in local
 * variables. Sums are Float64, because a JavaScript number is.
 */
export function matmul(
  memory: Memory,
  y: number,
  a: Matrix,
  b: Matrix,
  m: number,
  k: number,
  n: number,
  add = false,
): void {
  if (!add) memory.fill(0, y, y + m * n);
  if (m < TILE || n < TILE) return rows(memory, y, a, b, m, k, n);
  const [aRow, aCol] = a.transposed ? [1, m] : [k, 1];
  const [bRow, bCol] = b.transposed ? [1, k] : [n, 1];
  for (let l0 = 0; l0 < k; l0 += DEPTH) {
    const depth = Math.min(DEPTH, k - l0);
    for (let j0 = 0; j0 < n; j0 += WIDTH) {
      const width = Math.min(WIDTH, n - j0);
      for (let j = 0; j < width; j += TILE) {
        const from = b.at + l0 * bRow + (j0 + j) * bCol;
        pack(packedB, j * depth, memory, from, bCol, bRow, width - j, depth);
      }
      for (let i = 0; i < m; i += TILE) {
        pack(packedA, 0, memory, a.at + i * aRow + l0 * aCol, aRow, aCol, m - i, depth);
        for (let j = 0; j < width; j += TILE)
          tile(
            memory,
            y + i * n + j0 + j,
            n,
            j * depth,
            depth,
            Math.min(TILE, m - i),
            Math.min(TILE, width - j),
          );
      }
    }
  }
}

/** Few rows or columns: packing costs more than it saves. Each number of a scales a row of b. */
function rows(
  memory: Memory,
  y: number,
  a: Matrix,
  b: Matrix,
  m: number,
  k: number,
  n: number,
): void {
  const [aRow, aCol] = a.transposed ? [1, m] : [k, 1];
  for (let i = 0; i < m; i++) {
    const out = y + i * n;
    if (b.transposed)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++)
          sum += memory[a.at + i * aRow + l * aCol] * memory[b.at + j * k + l];
        memory[out + j] += sum;
      }
    else
      for (let l = 0; l < k; l++) {
        const scale = memory[a.at + i * aRow + l * aCol];
        const row = b.at + l * n;
        for (let j = 0; j < n; j++) memory[out + j] += scale * memory[row + j];
      }
  }
}

/**
 * Four rows of a, or four columns of b, interleaved: the four numbers of a step lie side by side. They lie `apart`, and
 * steps by `step`; of rows or columns past the end, where only `count` are left, there are zeros.
 */
function pack(
  to: Float64Array,
  at: number,
  memory: Memory,
  from: number,
  apart: number,
  step: number,
  count: number,
  depth: number,
): void {
  for (let r = 0; r < TILE; r++)
    for (let l = 0; l < depth; l++)
      to[at + l * TILE + r] = r < count ? memory[from + r * apart + l * step] : 0;
}

const sums = new Float64Array(TILE * TILE);

/** One tile of y += (a's four rows) (one panel of b); at the edges of y only part of it is there. */
// oxfmt-ignore
function tile(memory: Memory, y: number, stride: number, panel: number, depth: number, height: number, width: number): void {
  const a = packedA;
  const b = packedB;
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0, s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  for (let l = 0, p = panel, end = depth * TILE; l < end; l += TILE, p += TILE) {
    const b0 = b[p], b1 = b[p + 1], b2 = b[p + 2], b3 = b[p + 3];
    const a0 = a[l], a1 = a[l + 1], a2 = a[l + 2], a3 = a[l + 3];
    s00 += a0 * b0; s01 += a0 * b1; s02 += a0 * b2; s03 += a0 * b3;
    s10 += a1 * b0; s11 += a1 * b1; s12 += a1 * b2; s13 += a1 * b3;
    s20 += a2 * b0; s21 += a2 * b1; s22 += a2 * b2; s23 += a2 * b3;
    s30 += a3 * b0; s31 += a3 * b1; s32 += a3 * b2; s33 += a3 * b3;
  }
  const s = sums;
  s[0] = s00; s[1] = s01; s[2] = s02; s[3] = s03; s[4] = s10; s[5] = s11; s[6] = s12; s[7] = s13;
  s[8] = s20; s[9] = s21; s[10] = s22; s[11] = s23; s[12] = s30; s[13] = s31; s[14] = s32; s[15] = s33;
  for (let r = 0; r < height; r++)
    for (let c = 0; c < width; c++) memory[y + r * stride + c] += s[r * TILE + c];
}
