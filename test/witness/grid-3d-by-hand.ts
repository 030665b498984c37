import { gridBlock, halves, whole } from "./grid-block-by-hand.js";
import {
  type Arrays,
  type ByHand,
  dot,
  join,
  type Named,
  products,
  split,
  type Steps,
  zeros,
} from "./through-time.js";

/**
 * A grid of R rows by C columns by one layer of depth: dims "row", "col", "depth". The row dimension goes from row r -
 * 1 to row r, the column dimension from column q - 1 to q. x (R, C, B, 2H) enters along depth. All values and
 * cotangents d_h_row, ... are (R, C, B, H). Given if not zero: what enters from outside, h_row0, c_row0 (C, B, H) and
 * h_col0, c_col0 (R, B, H). Weights W_k_dim (3H, H), b_k_dim (H) are the same everywhere.
 */
export function grid3ByHand(
  { R, C, B, H }: { R: number; C: number; B: number; H: number },
  weights: Named,
  given: Named,
  cotangents: Named,
  { priority, prefix = "" }: { priority?: string; prefix?: string } = {},
): ByHand {
  const dims = ["row", "col", "depth"];
  const { affine, affineBack, dW } = products(B, weights);
  const cell = gridBlock({ affine, affineBack }, dims, (name) => prefix + name, priority);
  const x = split(given.x, R * C);
  const names = dims.flatMap((dim) => [`h_${dim}`, `c_${dim}`]);
  const value: Record<string, Steps> = Object.fromEntries(names.map((name) => [name, []]));
  const d = Object.fromEntries(
    names.map((name) => [name, split(cotangents[`d_${name}`] ?? zeros(R * C * B * H), R * C)]),
  );
  const edge = (name: string, n: number) => split(given[name] ?? zeros(n * B * H), n);
  const outside: Record<string, Steps> = {
    h_row: edge("h_row0", C),
    c_row: edge("c_row0", C),
    h_col: edge("h_col0", R),
    c_col: edge("c_col0", R),
  };
  const doutside = Object.fromEntries(
    Object.entries(outside).map(([name, steps]) => [name, steps.map((step) => zeros(step.length))]),
  );
  /** What enters place (r, q) along row and col, found in the values inside the grid or in those at its edge. */
  const entering = (
    v: "h" | "c",
    r: number,
    q: number,
    inside: Record<string, Steps>,
    edges: Record<string, Steps>,
  ) => ({
    row: r > 0 ? inside[`${v}_row`][(r - 1) * C + q] : edges[`${v}_row`][q],
    col: q > 0 ? inside[`${v}_col`][r * C + q - 1] : edges[`${v}_col`][r],
  });

  const done: ReturnType<typeof cell.forward>[] = [];
  for (let place = 0; place < R * C; place++) {
    const [r, q] = [Math.floor(place / C), place % C];
    const { h, c } = halves(x[place], H);
    done[place] = cell.forward(
      { ...entering("h", r, q, value, outside), depth: h },
      { ...entering("c", r, q, value, outside), depth: c },
    );
    for (const dim of dims) {
      value[`h_${dim}`][place] = done[place].hNew[dim];
      value[`c_${dim}`][place] = done[place].cNew[dim];
    }
  }
  const loss = names.reduce((sum, name) => sum + dot(join(value[name]), join(d[name])), 0);

  const dx: Steps = [];
  for (let place = R * C - 1; place >= 0; place--) {
    const [r, q] = [Math.floor(place / C), place % C];
    const leaving = (v: "h" | "c") =>
      Object.fromEntries(dims.map((dim) => [dim, d[`${v}_${dim}`][place]]));
    const [dh, dc] = [zeros(B * H), zeros(B * H)];
    cell.backward(
      done[place],
      leaving("h"),
      leaving("c"),
      { ...entering("h", r, q, d, doutside), depth: dh },
      { ...entering("c", r, q, d, doutside), depth: dc },
    );
    dx[place] = whole(dh, dc, H);
  }
  const grad: Arrays = { x: join(dx), ...dW };
  for (const [name, steps] of Object.entries(doutside))
    if (given[`${name}0`]) grad[`${name}0`] = join(steps);
  const values = Object.fromEntries(names.map((name) => [name, join(value[name])]));
  return { loss, values, grad };
}
