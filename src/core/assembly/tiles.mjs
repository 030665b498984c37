// Writes the AssemblyScript of the inner loops. Each computes a tile of y, whose sums live in one local variable for
// each vector of it, so that every shape of tile is a text of its own; that text is regular, and nobody should type it.
//
// V8 joins neighbouring vectors of 128 bits into ones of 256 (--experimental-wasm-revectorize) where the sums are
// loaded first, in neighbouring pairs, and stored last, in neighbouring pairs. So every tile does just that.

/**
 * The integers from 0 to n - 1.
 * @param {number} n
 */
const upTo = (n) => [...Array(n).keys()];

/**
 * One tile: y = c + a b, with `rows` rows and `panels` panels of `vectors` vectors each. All strides are in bytes.
 *
 * "columns": the numbers of a column of a lie side by side (a packed or stored transposed), aStep apart from those of
 * the next column. "rows": the numbers of a row do, and rows are aStep apart. The loop is not unrolled: by two or four it
 * was a third slower, in 128 bits and in 256.
 * @param {string} name
 * @param {"columns" | "rows"} form
 * @param {number} rows
 * @param {number} vectors
 * @param {number} panels
 */
function tile(name, form, rows, vectors, panels) {
  const every = upTo(rows).flatMap((r) => upTo(panels * vectors).map((v) => ({ r, v })));
  const far = panels > 1;
  return [
    `function ${name}(k: usize, a: usize, aStep: usize, b: usize, bRow: usize, ${far ? "panel: usize, " : ""}c: usize, cRow: usize, y: usize, yRow: usize): void {`,
    ...(form === "rows" ? upTo(rows).map((r) => `  let a${r} = a + ${r} * aStep;`) : []),
    ...every.map(({ r, v }) => `  let s${r}_${v} = v128.load(c + ${r} * cRow, ${v * 16});`),
    "  do {",
    ...upTo(panels * vectors).map((v) => {
      const p = Math.floor(v / vectors);
      return `    const b${v} = v128.load(${p ? `b + ${p} * panel` : "b"}, ${(v % vectors) * 16});`;
    }),
    "    b += bRow;",
    ...upTo(rows).flatMap((r) => [
      `    const x${r} = v128.load32_splat(${form === "rows" ? `a${r}` : `a, ${r * 4}`});`,
      ...upTo(panels * vectors).map(
        (v) => `    s${r}_${v} = multiplyAdd(x${r}, b${v}, s${r}_${v});`,
      ),
    ]),
    ...(form === "rows" ? upTo(rows).map((r) => `    a${r} += 4;`) : ["    a += aStep;"]),
    "  } while (--k);",
    ...every.map(({ r, v }) => `  v128.store(y + ${r} * yRow, s${r}_${v}, ${v * 16});`),
    "}",
  ].join("\n");
}

const PARAMETERS =
  "a: usize, aStep: usize, b: usize, bRow: usize, c: usize, cRow: usize, y: usize, yRow: usize";
const ARGUMENTS = "a, aStep, b, bRow, c, cRow, y, yRow";

/**
 * The module "tiles": constants and tiles of one build.
 * @param {{ rows: number, vectors: number, relaxed: boolean, depth: number, height: number }} shape of the largest tile and of a block (build.mjs)
 */
export function tiles({ rows, vectors, relaxed, depth, height }) {
  const text = [
    `/** Rows and columns of the largest tile. */`,
    `export const ROWS: usize = ${rows};`,
    `export const WIDTH: usize = ${vectors * 4};`,
    "/** Steps of the sum and rows of a that are done at a time. */",
    `export const DEPTH: usize = ${depth};`,
    `export const HEIGHT: usize = ${height};`,
    "// @ts-ignore: decorator",
    "@inline",
    // The sum comes last in both, so that one becomes the other by a change of bytes (../kernels.ts).
    "function multiplyAdd(x: v128, b: v128, sum: v128): v128 {",
    `  return ${relaxed ? "f32x4.relaxed_madd(x, b, sum)" : "f32x4.add(f32x4.mul(x, b), sum)"};`,
    "}",
  ];
  for (const form of /** @type {const} */ (["columns", "rows"])) {
    const cases = [];
    for (const half of [false, true])
      for (let r = rows; r > 0; r--) {
        const name = `${form}${r}${half ? "half" : ""}`;
        text.push(tile(name, form, r, half ? vectors / 2 : vectors, 1));
        cases.push(`    case ${half ? rows + r : r}: ${name}(k, ${ARGUMENTS}); break;`);
      }
    text.push(
      `/** y = c + a b for a tile of up to ${rows} rows, as wide as WIDTH or half of it. */`,
      `export function ${form}(rows: usize, half: bool, k: usize, ${PARAMETERS}): void {`,
      `  switch (half ? ${rows} + <i32>rows : <i32>rows) {`,
      ...cases,
      "  }",
      "}",
    );
  }
  const few = [];
  const shapes = [
    [1, 4],
    [1, 2],
    [2, 2],
    [3, 2],
  ];
  for (const [r, p] of shapes) {
    const name = `rows${r}x${p}`;
    text.push(tile(name, "rows", r, vectors, p));
    few.push(
      `    case ${r * 8 + p}: ${name}(k, a, aStep, b, bRow, panel, c, cRow, y, yRow); break;`,
    );
  }
  text.push(
    "/** y = c + a b for a tile of few rows but several panels: enough sums to hide how long each takes. */",
    `export function few(rows: usize, panels: usize, k: usize, ${PARAMETERS.replace("c:", "panel: usize, c:")}): void {`,
    "  switch (<i32>(rows * 8 + panels)) {",
    ...few,
    "  }",
    "}",
  );
  return `${text.join("\n")}\n`;
}
