import { random, type Random } from "../core/random.js";
import { show, size, type Init, type Shape, type Sym } from "./sym.js";

/** Numbers in one block: Float32Array, or Float64Array where double precision was asked for. */
export type Numbers = Float32Array | Float64Array;
/** Numbers as a reader writes them: 3, [1, 2], [[1, 2], [3, 4]], or flat with the right count. */
export type Nested = number | ArrayLike<number> | readonly Nested[];

/** A model's weights: one block of numbers, seen by name. */
export interface Params {
  /** All of them, one after the other, in the order of `names`. */
  readonly flat: Numbers;
  /** Such as "W_f", "b_f", "layers.1.W_f", "out.W_out". */
  readonly names: readonly string[];
  /** One parameter, row by row: a view, writing to it changes the weights. Throws ReferenceError for an unknown name. */
  get(name: string): Numbers;
  /** Its shape: a matrix is (what enters, what leaves), the transpose of PyTorch's. Throws as `get` does. */
  shape(name: string): Shape;
  /** Overwrites some by name. Throws RangeError for a wrong count, ReferenceError for an unknown name. */
  set(values: Readonly<Record<string, Nested>>): void;
  /** Overwrites all with another model's, which must have the same names and shapes; otherwise RangeError. */
  copyFrom(other: Params): void;
}

export function makeParams(nodes: readonly Sym<"param">[], flat: Numbers): Params {
  const places = new Map<string, { at: number; shape: Shape }>();
  let at = 0;
  for (const node of nodes) {
    places.set(node.attrs.path, { at, shape: node.shape });
    at += size(node.shape);
  }
  const find = (name: string) => {
    const place = places.get(name);
    if (!place)
      throw new ReferenceError(
        `params: there is no "${name}"; there are ${[...places.keys()].join(", ")}`,
      );
    return place;
  };
  const get = (name: string): Numbers =>
    flat.subarray(find(name).at, find(name).at + size(find(name).shape));
  return {
    flat,
    names: [...places.keys()],
    get,
    shape: (name) => find(name).shape,
    set(values) {
      const checked = Object.entries(values).map(
        ([name, value]) => [name, fill(`params: ${name}`, value, find(name).shape)] as const,
      );
      for (const [name, numbers] of checked) get(name).set(numbers);
    },
    copyFrom(other) {
      for (const name of places.keys())
        if (!other.names.includes(name) || show(other.shape(name)) !== show(find(name).shape))
          throw new RangeError(
            `params: ${name} is ${show(find(name).shape)} here but ${other.names.includes(name) ? show(other.shape(name)) : "absent"} there`,
          );
      for (const name of places.keys()) get(name).set(other.get(name));
    },
  };
}

/** Flattens nested numbers, row by row, and checks their count against the shape. */
export function fill(what: string, value: Nested, shape: Shape): ArrayLike<number> {
  checkNesting(what, value, shape);
  const numbers = flatten(value);
  if (numbers.length !== size(shape))
    throw new RangeError(
      `${what} is ${show(shape)}, that is ${size(shape)} numbers, but got ${numbers.length}`,
    );
  for (let k = 0; k < numbers.length; k++)
    if (typeof numbers[k] !== "number")
      throw new TypeError(`${what}: number ${k} is ${String(numbers[k])}`);
  return numbers;
}

const first = (level: ArrayLike<number> | readonly Nested[]): Nested | undefined => level[0];

/** Nested as deep as the shape has axes, each level must have its length; less deep, only the count tells. */
function checkNesting(what: string, value: Nested, shape: Shape): void {
  const lengths: number[] = [];
  for (let level: Nested | undefined = value; typeof level === "object"; level = first(level))
    lengths.push(level.length);
  const isRagged = (level: Nested, depth: number): boolean =>
    depth < lengths.length &&
    (typeof level !== "object" ||
      level.length !== lengths[depth] ||
      (depth + 1 < lengths.length &&
        Array.from(level as ArrayLike<Nested>).some((inner) => isRagged(inner, depth + 1))));
  if (isRagged(value, 0)) throw new RangeError(`${what}: its rows have different lengths`);
  if (lengths.length > 1 && lengths.length === shape.length && show(lengths) !== show(shape))
    throw new RangeError(`${what} is ${show(shape)} but got ${show(lengths)}`);
}

function flatten(value: Nested): ArrayLike<number> {
  if (typeof value === "number") return [value];
  if (ArrayBuffer.isView(value)) return value as unknown as ArrayLike<number>;
  const rows = Array.from(value as ArrayLike<Nested>);
  return rows.some((v) => typeof v === "object")
    ? rows.flatMap((v) => Array.from(flatten(v)))
    : (rows as number[]);
}

/** Starting values, the same for the same seed and name whatever other parameters there are. */
export function initialise(nodes: readonly Sym<"param">[], params: Params, seed: number): void {
  for (const { shape, attrs } of nodes) {
    const to = params.get(attrs.path);
    const source = random(seed).fork(attrs.path);
    const [rows, width] = [shape.at(-2) ?? 0, shape.at(-1) ?? 1];
    const parts = Array.isArray(attrs.init) ? attrs.init : [{ rows, init: attrs.init }];
    let row = 0;
    for (const part of parts) {
      const end = parts.length === 1 ? to.length : (row + part.rows) * width;
      const own = to.subarray(row * width, end);
      row += part.rows;
      // Glorot's reach is that of the whole matrix, which sums over all of its rows.
      start(part.init, own, shape.length < 2 ? 1 : part.rows, rows + width, source, attrs.path);
    }
  }
}

function start(
  init: Init,
  to: Numbers,
  rows: number,
  fans: number,
  { uniform, normal }: Random,
  name: string,
): void {
  const width = to.length / rows;
  if (typeof init === "number") to.fill(init);
  else if (typeof init === "object")
    for (let k = 0; k < to.length; k++) to[k] = init.normal * normal();
  else if (init === "glorot") {
    const reach = Math.sqrt(6 / fans);
    for (let k = 0; k < to.length; k++) to[k] = (2 * uniform() - 1) * reach;
  } else if (init === "identity")
    for (let k = 0; k < Math.min(rows, width); k++) to[k * width + k] = 1;
  else if (rows > 1) orthogonal(to, rows, width, normal);
  else throw new RangeError(`initialise: ${name} has one axis; "${init}" needs two`);
}

/** Rows (or columns, if fewer) at right angles and of length 1, by Gram and Schmidt on normal draws. */
function orthogonal(to: Numbers, m: number, n: number, normal: () => number): void {
  const [count, length] = [Math.min(m, n), Math.max(m, n)];
  const found: number[][] = [];
  while (found.length < count) {
    const row = Array.from({ length }, normal);
    for (const other of found) {
      const along = row.reduce((sum, v, k) => sum + v * other[k], 0);
      row.forEach((v, k) => (row[k] = v - along * other[k]));
    }
    const norm = Math.hypot(...row);
    if (norm > 1e-6) found.push(row.map((v) => v / norm));
  }
  for (let r = 0; r < count; r++)
    for (let k = 0; k < length; k++) to[m <= n ? r * n + k : k * n + r] = found[r][k];
}
