// Copies of operands in the order in which the tiles read them.
import { ROWS, WIDTH } from "./tiles";

// @ts-ignore: decorator
@inline
const HALF: usize = WIDTH / 2;

/** How wide the panel is that begins with `left` columns to go: WIDTH, or half of it where that is enough. */
// @ts-ignore: decorator
@inline
export function panelWidth(left: usize): usize {
  return left > HALF ? WIDTH : HALF;
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
  let at: usize = 0;
  for (let fours = count >> 2; fours; fours--) {
    const u0 = v128.load(from + at), u1 = v128.load(r1 + at), u2 = v128.load(r2 + at), u3 = v128.load(r3 + at);
    const u01 = low(u0, u1), u23 = low(u2, u3), w01 = high(u0, u1), w23 = high(u2, u3);
    v128.store(to, lows(u01, u23)); to += step;
    v128.store(to, highs(u01, u23)); to += step;
    v128.store(to, lows(w01, w23)); to += step;
    v128.store(to, highs(w01, w23)); to += step;
    at += 16;
  }
  for (count &= 3; count; count--) {
    store<f32>(to, load<f32>(from + at)); store<f32>(to, load<f32>(r1 + at), 4);
    store<f32>(to, load<f32>(r2 + at), 8); store<f32>(to, load<f32>(r3 + at), 12);
    to += step; at += 4;
  }
}

/** The same for two rows. */
function transpose2(to: usize, step: usize, from: usize, row: usize, rows: usize, count: usize): void {
  const r1 = from + min(1, rows - 1) * row;
  let at: usize = 0;
  for (let fours = count >> 2; fours; fours--) {
    const u0 = v128.load(from + at), u1 = v128.load(r1 + at);
    const u = low(u0, u1), w = high(u0, u1);
    v128.store_lane<i64>(to, u, 0); to += step;
    v128.store_lane<i64>(to, u, 1); to += step;
    v128.store_lane<i64>(to, w, 0); to += step;
    v128.store_lane<i64>(to, w, 1); to += step;
    at += 16;
  }
  for (count &= 3; count; count--) {
    store<f32>(to, load<f32>(from + at)); store<f32>(to, load<f32>(r1 + at), 4);
    to += step; at += 4;
  }
}

/** Up to ROWS rows of a become one row of columns, each ROWS long. */
export function packRows(to: usize, a: usize, aRow: usize, rows: usize, count: usize): void {
  transpose4(to, ROWS * 4, a, aRow, min(4, rows), count);
  if (ROWS == 6) {
    if (rows > 4) transpose2(to + 16, ROWS * 4, a + 4 * aRow, aRow, rows - 4, count);
    else transpose2(to + 16, ROWS * 4, a, aRow, 1, count);
  }
}

/** The same of a transposed a, whose columns lie aCol apart. */
export function packColumns(to: usize, a: usize, aCol: usize, count: usize): void {
  for (; count; count--) {
    v128.store(to, v128.load(a));
    if (ROWS == 6) store<i64>(to, load<i64>(a, 16), 16);
    to += ROWS * 4; a += aCol;
  }
}

/** A panel of b: `count` rows of `width` numbers, each WIDTH or half of it long; what is past `width` is anything. */
export function packPanel(to: usize, b: usize, bRow: usize, width: usize, count: usize): void {
  if (panelWidth(width) == WIDTH)
    for (; count; count--) {
      if (WIDTH == 16) {
        const b0 = v128.load(b), b1 = v128.load(b, 16), b2 = v128.load(b, 32), b3 = v128.load(b, 48);
        v128.store(to, b0); v128.store(to, b1, 16); v128.store(to, b2, 32); v128.store(to, b3, 48);
      } else {
        const b0 = v128.load(b), b1 = v128.load(b, 16);
        v128.store(to, b0); v128.store(to, b1, 16);
      }
      to += WIDTH * 4; b += bRow;
    }
  else
    for (; count; count--) {
      for (let j: usize = 0; j < HALF * 4; j += 16) v128.store(to + j, v128.load(b + j));
      to += HALF * 4; b += bRow;
    }
}

/** The same of a transposed b, whose columns lie bCol apart. Columns past the end repeat the last. */
export function packPanelTransposed(to: usize, b: usize, bCol: usize, width: usize, count: usize): void {
  const step = panelWidth(width) * 4;
  for (let j: usize = 0; j * 4 < step; j += 4) {
    const from = min(j, width - 1);
    transpose4(to + j * 4, step, b + from * bCol, bCol, min(4, width - from), count);
  }
}

/** b (k, n), stored (n, k) if tb, in panels of WIDTH columns, each k rows; the last may be half as wide. */
export function pack(to: usize, b: usize, k: usize, n: usize, tb: bool): void {
  for (let j: usize = 0; j < n; j += WIDTH) {
    const width = min(WIDTH, n - j);
    if (tb) packPanelTransposed(to, b + j * k * 4, k * 4, width, k);
    else packPanel(to, b + j * 4, n * 4, width, k);
    to += k * WIDTH * 4;
  }
}
