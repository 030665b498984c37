// Matrix products in Float32, four numbers at a time. This is AssemblyScript, a TypeScript-like language for
// WebAssembly; `npm run build:wasm` compiles it twice, without (RELAXED = 0) and with relaxed multiply-adds.
//
// Every form below adds up an element of y in the same order: y = (((0 or y) + a0 b0) + a1 b1) + ... So the bits of a
// result depend neither on the sizes of the matrices nor on which form ran, and with RELAXED = 0, where each product and
// each sum is rounded as IEEE 754 says, not on the machine.
//
// Vectors may be read a little past the end of an operand (at most 28 bytes; what is read there is not used), but only
// elements of y and of the scratch memory are written. src/core/simd.ts says how much scratch there must be.

/** Columns of y in a tile: two vectors. With its rows: eight vectors of sums, which stay in registers. */
const WIDTH: usize = 8;
const ROWS: usize = 4;
/** Rows of a that are packed together: with DEPTH columns they stay in the second-level cache. */
const HEIGHT: usize = 128;
/** Steps of the sum that are done at a time: a packed panel of b, DEPTH x WIDTH, stays in the first-level cache. */
const DEPTH: usize = 256;
/** So many rows of y must share a panel of b before copying it pays. */
const PACK_B_FROM: usize = 32;
/** So many columns of y must share rows of a, and so many bytes lie between those, before copying them pays. */
const PACK_A_FROM: usize = 64;
const PACK_A_STRIDE: usize = 512;

/**
 * y (m, n) = a (m, k) b (k, n), or y += a b. ta, tb: a is stored as (k, m), b as (n, k). y, a, b and scratch are
 * addresses in bytes.
 */
export function matmul(
  y: usize, a: usize, b: usize, m: usize, k: usize, n: usize, ta: bool, tb: bool, add: bool, scratch: usize,
): void {
  if (!add) memory.fill(y, 0, m * n * 4);
  if (m == 0 || k == 0 || n == 0) return;
  const aRow: usize = ta ? 4 : k * 4;
  const aCol: usize = ta ? m * 4 : 4;
  const bRow: usize = n * 4;
  const yRow: usize = n * 4;
  if (m == 1) {
    if (tb) rowTimesTransposed(y, a, b, k, n, scratch);
    else rowTimes(y, a, b, k, n, scratch);
    return;
  }
  const edge = scratch;
  const panel = edge + ROWS * WIDTH * 4;
  const block = panel + upToFour(min(k, DEPTH)) * WIDTH * 4;
  const packsB = tb || m >= PACK_B_FROM;
  const packsA = n >= PACK_A_FROM && max(aRow, aCol) >= PACK_A_STRIDE;

  for (let l0: usize = 0; l0 < k; l0 += DEPTH) {
    const depth = min(DEPTH, k - l0);
    const rowBytes = upToFour(depth) * 4;
    for (let i0: usize = 0; i0 < m; i0 += HEIGHT) {
      const height = min(HEIGHT, m - i0);
      const corner = a + i0 * aRow + l0 * aCol;
      if (packsA) {
        for (let i: usize = 0; i < height; i += ROWS) {
          const from = corner + i * aRow;
          if (ta) gather4(block + i * rowBytes, from, aCol, depth);
          else transpose4(block + i * rowBytes, 16, from, aRow, min(ROWS, height - i), depth);
        }
      }
      for (let j: usize = 0; j < n; j += WIDTH) {
        const width = min(WIDTH, n - j);
        let right = b + j * 4 + l0 * bRow;
        if (packsB) {
          if (tb) {
            const from = b + (j * k + l0) * 4;
            transpose4(panel, 32, from, k * 4, min(4, width), depth);
            if (width > 4) transpose4(panel + 16, 32, from + k * 16, k * 4, width - 4, depth);
          } else gather8(panel, right, bRow, depth);
          right = panel;
        }
        const rightRow: usize = packsB ? 32 : bRow;
        for (let i: usize = 0; i < height; i += ROWS) {
          const rows = min(ROWS, height - i);
          const left = packsA ? block + i * rowBytes : corner + i * aRow;
          const leftRow: usize = packsA ? 4 : aRow;
          const leftCol: usize = packsA ? 16 : aCol;
          const to = y + ((i0 + i) * n + j) * 4;
          if (width == WIDTH) tileOf(rows, depth, left, leftRow, leftCol, right, rightRow, to, yRow);
          else {
            copy(edge, WIDTH * 4, to, yRow, rows, width);
            tileOf(rows, depth, left, leftRow, leftCol, right, rightRow, edge, WIDTH * 4);
            copy(to, yRow, edge, WIDTH * 4, rows, width);
          }
        }
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function upToFour(n: usize): usize {
  return (n + 3) & ~3;
}

// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return RELAXED ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(sum, f32x4.mul(a, b));
}

function tileOf(
  rows: usize, k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, y: usize, yRow: usize,
): void {
  if (rows == 4) tile4(k, a, aRow, aCol, b, bRow, y, yRow);
  else if (rows == 3) tile3(k, a, aRow, aCol, b, bRow, y, yRow);
  else if (rows == 2) tile2(k, a, aRow, aCol, b, bRow, y, yRow);
  else tile1(k, a, aRow, aCol, b, bRow, y, yRow);
}
function tile4(k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, y: usize, yRow: usize): void {
  tile(4, k, a, aRow, aCol, b, bRow, y, yRow);
}
function tile3(k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, y: usize, yRow: usize): void {
  tile(3, k, a, aRow, aCol, b, bRow, y, yRow);
}
function tile2(k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, y: usize, yRow: usize): void {
  tile(2, k, a, aRow, aCol, b, bRow, y, yRow);
}
function tile1(k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, y: usize, yRow: usize): void {
  tile(1, k, a, aRow, aCol, b, bRow, y, yRow);
}

/** y (rows, 8) += a (rows, k) b (k, 8). `rows` is a constant wherever this is inlined, so its tests cost nothing. */
// @ts-ignore: decorator
@inline
function tile(
  rows: usize, k: usize, a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, y: usize, yRow: usize,
): void {
  const y1 = y + yRow;
  const y2 = y1 + yRow;
  const y3 = y2 + yRow;
  let s00 = v128.load(y), s01 = v128.load(y, 16);
  let s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
  if (rows > 1) { s10 = v128.load(y1); s11 = v128.load(y1, 16); }
  if (rows > 2) { s20 = v128.load(y2); s21 = v128.load(y2, 16); }
  if (rows > 3) { s30 = v128.load(y3); s31 = v128.load(y3, 16); }
  let a1 = a + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  do {
    const b0 = v128.load(b), b1 = v128.load(b, 16);
    b += bRow;
    const x0 = v128.load32_splat(a);
    a += aCol;
    s00 = multiplyAdd(x0, b0, s00);
    s01 = multiplyAdd(x0, b1, s01);
    if (rows > 1) {
      const x1 = v128.load32_splat(a1);
      a1 += aCol;
      s10 = multiplyAdd(x1, b0, s10);
      s11 = multiplyAdd(x1, b1, s11);
    }
    if (rows > 2) {
      const x2 = v128.load32_splat(a2);
      a2 += aCol;
      s20 = multiplyAdd(x2, b0, s20);
      s21 = multiplyAdd(x2, b1, s21);
    }
    if (rows > 3) {
      const x3 = v128.load32_splat(a3);
      a3 += aCol;
      s30 = multiplyAdd(x3, b0, s30);
      s31 = multiplyAdd(x3, b1, s31);
    }
  } while (--k);
  v128.store(y, s00); v128.store(y, s01, 16);
  if (rows > 1) { v128.store(y1, s10); v128.store(y1, s11, 16); }
  if (rows > 2) { v128.store(y2, s20); v128.store(y2, s21, 16); }
  if (rows > 3) { v128.store(y3, s30); v128.store(y3, s31, 16); }
}

/** y (n) += a (k) b (k, n): 32 columns at a time, so that eight sums run beside each other. */
function rowTimes(y: usize, a: usize, b: usize, k: usize, n: usize, edge: usize): void {
  const bRow = n * 4;
  let j: usize = 0;
  for (; j + 32 <= n; j += 32) {
    const to = y + j * 4;
    let from = b + j * 4;
    let s0 = v128.load(to), s1 = v128.load(to, 16), s2 = v128.load(to, 32), s3 = v128.load(to, 48);
    let s4 = v128.load(to, 64), s5 = v128.load(to, 80), s6 = v128.load(to, 96), s7 = v128.load(to, 112);
    for (let l: usize = 0; l < k; l++) {
      const x = v128.load32_splat(a + l * 4);
      s0 = multiplyAdd(x, v128.load(from), s0);
      s1 = multiplyAdd(x, v128.load(from, 16), s1);
      s2 = multiplyAdd(x, v128.load(from, 32), s2);
      s3 = multiplyAdd(x, v128.load(from, 48), s3);
      s4 = multiplyAdd(x, v128.load(from, 64), s4);
      s5 = multiplyAdd(x, v128.load(from, 80), s5);
      s6 = multiplyAdd(x, v128.load(from, 96), s6);
      s7 = multiplyAdd(x, v128.load(from, 112), s7);
      from += bRow;
    }
    v128.store(to, s0); v128.store(to, s1, 16); v128.store(to, s2, 32); v128.store(to, s3, 48);
    v128.store(to, s4, 64); v128.store(to, s5, 80); v128.store(to, s6, 96); v128.store(to, s7, 112);
  }
  for (; j < n; j += WIDTH) {
    const width = min(WIDTH, n - j);
    const to = y + j * 4;
    if (width == WIDTH) tile1(k, a, 0, 4, b + j * 4, bRow, to, 0);
    else {
      copy(edge, 0, to, 0, 1, width);
      tile1(k, a, 0, 4, b + j * 4, bRow, edge, 0);
      copy(to, 0, edge, 0, 1, width);
    }
  }
}

/** y (n) += a (k) b', with b stored as (n, k): eight of its rows at a time, turned four by four in registers. */
function rowTimesTransposed(y: usize, a: usize, b: usize, k: usize, n: usize, edge: usize): void {
  const bRow = k * 4;
  for (let j: usize = 0; j < n; j += WIDTH) {
    const width = min(WIDTH, n - j);
    const to = width == WIDTH ? y + j * 4 : edge;
    if (width < WIDTH) copy(edge, 0, y + j * 4, 0, 1, width);
    // Rows past the last are read as the last: they may lie outside the memory.
    const r0 = b + j * bRow;
    const r1 = r0 + min(1, width - 1) * bRow, r2 = r0 + min(2, width - 1) * bRow, r3 = r0 + min(3, width - 1) * bRow;
    const r4 = r0 + min(4, width - 1) * bRow, r5 = r0 + min(5, width - 1) * bRow, r6 = r0 + min(6, width - 1) * bRow;
    const r7 = r0 + min(7, width - 1) * bRow;
    let s0 = v128.load(to), s1 = v128.load(to, 16);
    for (let l: usize = 0; l < k; l += 4) {
      const at = l * 4;
      const u0 = v128.load(r0 + at), u1 = v128.load(r1 + at), u2 = v128.load(r2 + at), u3 = v128.load(r3 + at);
      const v0 = v128.load(r4 + at), v1 = v128.load(r5 + at), v2 = v128.load(r6 + at), v3 = v128.load(r7 + at);
      const left = k - l;
      const u01 = low(u0, u1), u23 = low(u2, u3), v01 = low(v0, v1), v23 = low(v2, v3);
      const w01 = high(u0, u1), w23 = high(u2, u3), z01 = high(v0, v1), z23 = high(v2, v3);
      let x = v128.load32_splat(a + at);
      s0 = multiplyAdd(x, lows(u01, u23), s0);
      s1 = multiplyAdd(x, lows(v01, v23), s1);
      if (left > 1) {
        x = v128.load32_splat(a + at, 4);
        s0 = multiplyAdd(x, highs(u01, u23), s0);
        s1 = multiplyAdd(x, highs(v01, v23), s1);
      }
      if (left > 2) {
        x = v128.load32_splat(a + at, 8);
        s0 = multiplyAdd(x, lows(w01, w23), s0);
        s1 = multiplyAdd(x, lows(z01, z23), s1);
      }
      if (left > 3) {
        x = v128.load32_splat(a + at, 12);
        s0 = multiplyAdd(x, highs(w01, w23), s0);
        s1 = multiplyAdd(x, highs(z01, z23), s1);
      }
    }
    v128.store(to, s0); v128.store(to, s1, 16);
    if (width < WIDTH) copy(y + j * 4, 0, edge, 0, 1, width);
  }
}

/** p0 q0 p1 q1 */
// @ts-ignore: decorator
@inline
function low(p: v128, q: v128): v128 {
  return v128.shuffle<f32>(p, q, 0, 4, 1, 5);
}
/** p2 q2 p3 q3 */
// @ts-ignore: decorator
@inline
function high(p: v128, q: v128): v128 {
  return v128.shuffle<f32>(p, q, 2, 6, 3, 7);
}
/** p0 p1 q0 q1 */
// @ts-ignore: decorator
@inline
function lows(p: v128, q: v128): v128 {
  return v128.shuffle<i64>(p, q, 0, 2);
}
/** p2 p3 q2 q3 */
// @ts-ignore: decorator
@inline
function highs(p: v128, q: v128): v128 {
  return v128.shuffle<i64>(p, q, 1, 3);
}

/** Up to four rows of numbers become columns: number l of row r goes to to + l * step + 4 r. Missing rows repeat the last. */
function transpose4(to: usize, step: usize, from: usize, row: usize, rows: usize, count: usize): void {
  const r1 = from + min(1, rows - 1) * row;
  const r2 = from + min(2, rows - 1) * row;
  const r3 = from + min(3, rows - 1) * row;
  for (let l: usize = 0; l < count; l += 4) {
    const at = l * 4;
    const u0 = v128.load(from + at), u1 = v128.load(r1 + at), u2 = v128.load(r2 + at), u3 = v128.load(r3 + at);
    const u01 = low(u0, u1), u23 = low(u2, u3), w01 = high(u0, u1), w23 = high(u2, u3);
    v128.store(to, lows(u01, u23)); to += step;
    v128.store(to, highs(u01, u23)); to += step;
    v128.store(to, lows(w01, w23)); to += step;
    v128.store(to, highs(w01, w23)); to += step;
  }
}

/** Four numbers of each of `count` rows, one row after the other. */
function gather4(to: usize, from: usize, row: usize, count: usize): void {
  for (let l: usize = 0; l < count; l++) {
    v128.store(to, v128.load(from));
    to += 16; from += row;
  }
}

/** Eight numbers of each of `count` rows, one row after the other. */
function gather8(to: usize, from: usize, row: usize, count: usize): void {
  for (let l: usize = 0; l < count; l++) {
    const low = v128.load(from), high = v128.load(from, 16);
    v128.store(to, low); v128.store(to, high, 16);
    to += 32; from += row;
  }
}

/** rows x columns single numbers from one matrix to another. */
function copy(to: usize, toRow: usize, from: usize, fromRow: usize, rows: usize, columns: usize): void {
  for (let r: usize = 0; r < rows; r++) {
    for (let c: usize = 0; c < columns; c++) store<f32>(to + c * 4, load<f32>(from + c * 4));
    to += toRow; from += fromRow;
  }
}
