import { add, matmul, slice } from "./ops.js";
import { checkSizes } from "./shapes.js";
import {
  isSym,
  makeNode,
  sameShape,
  show,
  type Init,
  type InitByRows,
  type Shape,
  type Sym,
} from "./sym.js";

/** Where the weights of an affine map start, by its name: the bias, and the rows of each operand of the matrix. */
export interface Starts {
  /** Of b_name, by name. Default 0. */
  readonly bias?: Readonly<Record<string, Init>>;
  /** Of W_name, by name: a start for the rows of each operand, in their order. Default "glorot". */
  readonly weight?: Readonly<Record<string, readonly Init[]>>;
}

/** Where parameters come from. The same path twice is the same weights. */
export interface Weights {
  /** The parameter of this name, made at the first asking; `asker` is named in errors. */
  param(name: string, shape: Shape, init: Init | InitByRows, asker: string): Sym;
  /** The same with "name." before each name. */
  under(name: string): Weights;
  /** Whether a parameter of this name has been made, here or below. */
  has(name: string): boolean;
  /** What a layer asks for, instead of what its cell starts from. */
  readonly starts: Starts;
}

export function weights(): Weights & { readonly all: Sym<"param">[] } {
  const all: Sym<"param">[] = [];
  const at = (prefix: string): Weights => ({
    starts: {},
    param(name, shape, init, asker) {
      const path = prefix + name;
      checkSizes(`${asker}: ${path}`, shape);
      checkInit(`${asker}: ${path}`, init);
      const known = all.find((p) => p.attrs.path === path);
      if (known && !sameShape(known.shape, shape))
        throw new RangeError(
          `${asker}: ${path} is ${show(known.shape)} but this use needs ${show(shape)}`,
        );
      if (known) return known;
      const made = makeNode("param", [], shape, { path, init });
      all.push(made);
      return made;
    },
    under: (name) => at(name === "" ? prefix : `${prefix}${name}.`),
    has: (name) =>
      all.some(({ attrs: { path } }) => path.startsWith(prefix) && `.${path}`.endsWith(`.${name}`)),
  });
  return { ...at(""), all };
}

function checkInit(what: string, init: Init | InitByRows): void {
  if (Array.isArray(init)) return init.forEach((part) => checkInit(what, part.init));
  const isKnown =
    typeof init === "number"
      ? Number.isFinite(init)
      : typeof init === "object"
        ? Number.isFinite((init as { readonly normal: number }).normal)
        : ["glorot", "orthogonal", "identity"].includes(init as string);
  if (!isKnown)
    throw new TypeError(
      `${what} starts as ${JSON.stringify(init)}; want a number, "glorot", "orthogonal", "identity" or { normal }`,
    );
}

/** The same parameters, started otherwise. A cell that is pinned or renamed keeps to it too. */
export const startingAt = (starts: Starts, from: Weights): Weights => ({
  ...from,
  starts,
  under: (name) => startingAt(starts, from.under(name)),
});

/** What may be done to the product of an affine map before its bias is added: layer normalisation. */
export interface Normaliser {
  readonly name: string;
  apply(product: Sym, gate: string, from: Weights, asker: string): Sym;
}

/** Who asks for an affine map, and how its weights start unless the layer says otherwise. */
export interface Asker {
  readonly from: Weights;
  readonly name: string;
  readonly starts?: Starts;
  readonly normaliser?: Normaliser | undefined;
}

/** [v] W_name + b_name as one product an operand, each with its rows of W: what depends on x alone can leave the loop. */
export function dense(
  { from, name: asker, starts = {}, normaliser }: Asker,
  name: string,
  out: number,
  v: readonly Sym[],
): Sym {
  if (v.length === 0)
    throw new TypeError(`${asker}: affine("${name}") was given nothing; want at least one operand`);
  v.forEach((a, k) => {
    if (!isSym(a))
      throw new TypeError(
        `${asker}: affine("${name}") was given ${typeof a} as operand ${k + 1}; want a traced value`,
      );
  });
  const widths = v.map((a) => a.shape.at(-1)!);
  const inits = from.starts.weight?.[name] ?? starts.weight?.[name];
  if (inits && inits.length !== v.length)
    throw new RangeError(
      `${asker}: weight "${name}" starts with ${inits.length} values but has ${v.length} operands`,
    );
  const init = inits ? widths.map((rows, k) => ({ rows, init: inits[k] })) : "glorot";
  const W = from.param(`W_${name}`, [widths.reduce((a, b) => a + b, 0), out], init, asker);
  const bias = from.starts.bias?.[name] ?? starts.bias?.[name] ?? 0;
  const b = from.param(`b_${name}`, [out], bias, asker);
  let row = 0;
  const product = add(...v.map((a, k) => matmul(a, slice(W, row, (row += widths[k]), -2))));
  const result = add(normaliser ? normaliser.apply(product, name, from, asker) : product, b);
  result.via = {
    name: "affine",
    args: v,
    weight: name,
    ...(normaliser ? { normalised: normaliser.name } : {}),
  };
  return result;
}
