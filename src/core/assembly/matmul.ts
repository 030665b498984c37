// Matrix products in Float32. This is AssemblyScript, a TypeScript-like language for WebAssembly; `npm run build:wasm`
// compiles it once for each tier, with tiles of its own (tiles.mjs). src/core/kernels.ts says what the arguments are.
//
// Every form below adds up an element of y in the same order: y = ((c + a0 b0) + a1 b1) + ... So the bits of a result
// depend neither on the sizes of the matrices, nor on which form ran, nor on the tile; and where products and sums are
// rounded one by one, as IEEE 754 says, not on the machine. With fused multiply-adds "relaxed" and "wide" agree.
//
// The scratch memory holds a row of zeros, a tile of y, a panel of b and a block of a, in this order.
import { packColumns, packPanel, packPanelTransposed, packRows, panelWidth } from "./pack";
import { columns, DEPTH, few, HEIGHT, ROWS, rows, WIDTH } from "./tiles";

/** c where there is none. */
const NONE: usize = usize.MAX_VALUE;
/** As many panels as the tiles of few rows span. */
const PANELS: usize = 4;
/** From so many rows on a tile has sums enough to hide how long each takes. */
const FEW: usize = 4;
/** So many rows of y must share a panel of b before copying it pays. */
const PACK_B_FROM: usize = 32;
/** So many columns of y must share rows of a, and so many bytes lie between those, before copying them pays. */
const PACK_A_FROM: usize = 64;
const PACK_ROWS_STRIDE: usize = 2048;
const PACK_COLUMNS_STRIDE: usize = 1024;

export function matmul(
  y: usize, a: usize, aStride: usize, b: usize, m: usize, k: usize, n: usize, ta: bool, tb: bool,
  c: usize, cRow: usize, scratch: usize,
): void {
  if (m == 0 || n == 0) return;
  if (c == NONE) { clear(scratch); cRow = 0; }
  let cStep: usize = c == NONE ? 0 : WIDTH * 4;
  if (c == NONE) c = scratch;
  if (k == 0) return start(y, m, n, c, cRow, cStep);
  const edge = scratch + PANELS * WIDTH * 4;
  const bRow = n * 4;
  if (m < FEW && !ta && !tb) return fewRows(y, a, aStride, b, bRow, WIDTH * 4, m, k, n, c, cRow, cStep, edge);

  const most = evenly(k, DEPTH);
  // Equal blocks, so that no last one of a few rows has panels packed for it.
  const highest = (evenly(m, HEIGHT) + ROWS - 1) / ROWS * ROWS;
  const panel = edge + ROWS * WIDTH * 4;
  const block = panel + most * WIDTH * 4;
  const packsB = tb || m >= PACK_B_FROM;
  const packsA = n >= PACK_A_FROM && aStride >= (ta ? PACK_COLUMNS_STRIDE : PACK_ROWS_STRIDE);
  const byColumns = ta || packsA;
  const yRow = n * 4;
  for (let l0: usize = 0; l0 < k; l0 += most) {
    const depth = min(most, k - l0);
    for (let i0: usize = 0; i0 < m; i0 += highest) {
      const height = min(highest, m - i0);
      const tiles = (height + ROWS - 1) / ROWS, least = height / tiles, more = height % tiles;
      // Where the rows of the block begin, how far apart its tiles and what a tile steps over lie.
      let left = a + (ta ? i0 * 4 + l0 * aStride : i0 * aStride + l0 * 4);
      const aRow: usize = ta ? 4 : aStride;
      if (packsA) {
        for (let t: usize = 0, to = block; t < tiles; t++, to += depth * ROWS * 4) {
          const high = least + usize(t < more);
          if (ta) packColumns(to, left, aStride, depth);
          else packRows(to, left, aStride, high, depth);
          left += high * aRow;
        }
      }
      let from = c + i0 * cRow;
      for (let j: usize = 0; j < n; j += WIDTH) {
        const width = min(WIDTH, n - j);
        let right = b + j * 4 + l0 * bRow, rightRow = bRow;
        if (packsB) {
          if (tb) packPanelTransposed(panel, b + (j * k + l0) * 4, k * 4, width, depth);
          else packPanel(panel, right, bRow, width, depth);
          right = panel;
          rightRow = panelWidth(width) * 4;
        }
        left = packsA ? block : a + (ta ? i0 * 4 + l0 * aStride : i0 * aStride + l0 * 4);
        let to = y + (i0 * n + j) * 4, base = from;
        for (let t: usize = 0; t < tiles; t++) {
          const high = least + usize(t < more);
          part(byColumns, high, width, depth, left, packsA ? ROWS * 4 : aStride, right, rightRow, base, cRow, to, yRow, edge);
          left += packsA ? depth * ROWS * 4 : high * aRow;
          to += high * yRow;
          base += high * cRow;
        }
        from += cStep;
      }
    }
    c = y; cRow = yRow; cStep = WIDTH * 4;
  }
}

export function multiply(
  y: usize, a: usize, packed: usize, m: usize, k: usize, n: usize, c: usize, cRow: usize, scratch: usize,
): void {
  if (m == 0 || n == 0) return;
  if (c == NONE) { clear(scratch); cRow = 0; }
  let cStep: usize = c == NONE ? 0 : WIDTH * 4;
  if (c == NONE) c = scratch;
  if (k == 0) return start(y, m, n, c, cRow, cStep);
  const edge = scratch + PANELS * WIDTH * 4;
  const aRow = k * 4, yRow = n * 4, panel = k * WIDTH * 4;
  if (m < FEW) return fewRows(y, a, aRow, packed, WIDTH * 4, panel, m, k, n, c, cRow, cStep, edge);

  const most = evenly(k, DEPTH);
  const tiles = (m + ROWS - 1) / ROWS, least = m / tiles, more = m % tiles;
  for (let l0: usize = 0; l0 < k; l0 += most) {
    const depth = min(most, k - l0);
    let from = c, right = packed;
    for (let j: usize = 0; j < n; j += WIDTH) {
      const width = min(WIDTH, n - j);
      const rightRow = panelWidth(width) * 4;
      let left = a + l0 * 4, to = y + j * 4, base = from;
      for (let t: usize = 0; t < tiles; t++) {
        const high = least + usize(t < more);
        part(false, high, width, depth, left, aRow, right + l0 * rightRow, rightRow, base, cRow, to, yRow, edge);
        left += high * aRow;
        to += high * yRow;
        base += high * cRow;
      }
      right += panel;
      from += cStep;
    }
    c = y; cRow = yRow; cStep = WIDTH * 4;
  }
}

/** The size of the least equal parts of n that are no larger than `most`. */
function evenly(n: usize, most: usize): usize {
  const parts = (n + most - 1) / most;
  return (n + parts - 1) / parts;
}

/** Zeros, for a tile of any width to start from. */
function clear(scratch: usize): void {
  const zero = f32x4.splat(0);
  for (let i: usize = 0; i < PANELS * WIDTH * 4; i += 16) v128.store(scratch + i, zero);
}

/** y = c, where there is nothing to add. */
function start(y: usize, m: usize, n: usize, c: usize, cRow: usize, cStep: usize): void {
  for (let j: usize = 0; j < n; j += WIDTH) {
    copy(y + j * 4, n * 4, c, cRow, m, min(WIDTH, n - j));
    c += cStep;
  }
}

/** y = c + a b for less than FEW rows: several panels at a time, which lie `panel` apart. */
function fewRows(
  y: usize, a: usize, aRow: usize, b: usize, bRow: usize, panel: usize, m: usize, k: usize, n: usize,
  c: usize, cRow: usize, cStep: usize, edge: usize,
): void {
  const yRow = n * 4;
  if (m == 1)
    for (; n >= 4 * WIDTH; n -= 4 * WIDTH) {
      few(1, 4, k, a, aRow, b, bRow, panel, c, cRow, y, yRow);
      b += 4 * panel; c += 4 * cStep; y += 4 * WIDTH * 4;
    }
  for (; n >= 2 * WIDTH; n -= 2 * WIDTH) {
    few(m, 2, k, a, aRow, b, bRow, panel, c, cRow, y, yRow);
    b += 2 * panel; c += 2 * cStep; y += 2 * WIDTH * 4;
  }
  while (n) {
    const width = min(WIDTH, n);
    // The rows of a packed panel lie as close as they are wide.
    part(false, m, width, k, a, aRow, b, bRow == WIDTH * 4 ? panelWidth(width) * 4 : bRow, c, cRow, y, yRow, edge);
    b += panel; c += cStep; y += WIDTH * 4;
    n -= width;
  }
}

/** A tile of y of any width up to WIDTH: where it is narrower than a panel it is worked out beside y. */
function part(
  byColumns: bool, high: usize, width: usize, k: usize, a: usize, aStep: usize, b: usize, bRow: usize,
  c: usize, cRow: usize, y: usize, yRow: usize, edge: usize,
): void {
  const wide = panelWidth(width);
  const toY = y, toYRow = yRow;
  if (width != wide) {
    copy(edge, WIDTH * 4, c, cRow, high, width);
    c = y = edge;
    cRow = yRow = WIDTH * 4;
  }
  if (byColumns) columns(high, wide != WIDTH, k, a, aStep, b, bRow, c, cRow, y, yRow);
  else rows(high, wide != WIDTH, k, a, aStep, b, bRow, c, cRow, y, yRow);
  if (width != wide) copy(toY, toYRow, edge, WIDTH * 4, high, width);
}

/** rows x columns single numbers from one matrix to another. */
function copy(to: usize, toRow: usize, from: usize, fromRow: usize, rows: usize, columns: usize): void {
  for (; rows; rows--) {
    for (let c: usize = 0; c < columns; c++) store<f32>(to + c * 4, load<f32>(from + c * 4));
    to += toRow; from += fromRow;
  }
}
