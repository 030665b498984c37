// Sums of columns, in the same order in every build and for every n: so the same bits.

/** Rows that are summed apart and then together: one running sum of 10,000 rows would lose two digits more. */
const BLOCK: usize = 64;
/** c where there is none. */
const NONE: usize = usize.MAX_VALUE;

/** y (n) = c + the sums of the columns of a (rows, n). */
export function sumRows(y: usize, a: usize, rows: usize, n: usize, c: usize): void {
  const row = n * 4;
  if (c == NONE) memory.fill(y, 0, row);
  else if (c != y) memory.copy(y, c, row);
  const zero = f32x4.splat(0);
  while (rows) {
    const count = min(BLOCK, rows);
    let j: usize = 0;
    for (; j + 128 <= row; j += 128) {
      const to = y + j;
      let from = a + j;
      let s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero;
      for (let i = count; i; i--) {
        s0 = f32x4.add(s0, v128.load(from)); s1 = f32x4.add(s1, v128.load(from, 16));
        s2 = f32x4.add(s2, v128.load(from, 32)); s3 = f32x4.add(s3, v128.load(from, 48));
        s4 = f32x4.add(s4, v128.load(from, 64)); s5 = f32x4.add(s5, v128.load(from, 80));
        s6 = f32x4.add(s6, v128.load(from, 96)); s7 = f32x4.add(s7, v128.load(from, 112));
        from += row;
      }
      s0 = f32x4.add(v128.load(to), s0); s1 = f32x4.add(v128.load(to, 16), s1);
      s2 = f32x4.add(v128.load(to, 32), s2); s3 = f32x4.add(v128.load(to, 48), s3);
      s4 = f32x4.add(v128.load(to, 64), s4); s5 = f32x4.add(v128.load(to, 80), s5);
      s6 = f32x4.add(v128.load(to, 96), s6); s7 = f32x4.add(v128.load(to, 112), s7);
      v128.store(to, s0); v128.store(to, s1, 16); v128.store(to, s2, 32); v128.store(to, s3, 48);
      v128.store(to, s4, 64); v128.store(to, s5, 80); v128.store(to, s6, 96); v128.store(to, s7, 112);
    }
    for (; j + 16 <= row; j += 16) {
      let from = a + j;
      let s = zero;
      for (let i = count; i; i--) { s = f32x4.add(s, v128.load(from)); from += row; }
      v128.store(y + j, f32x4.add(v128.load(y + j), s));
    }
    for (; j < row; j += 4) {
      let from = a + j;
      let s: f32 = 0;
      for (let i = count; i; i--) { s += load<f32>(from); from += row; }
      store<f32>(y + j, load<f32>(y + j) + s);
    }
    a += count * row;
    rows -= count;
  }
}
