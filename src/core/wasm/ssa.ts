import { exp, log, sigmoid, softplus, tanh, type Arithmetic } from "./arithmetic.js";
import { float32Bits, I, type Code } from "./bytes.js";

/** Operations from number to number. max, ge and where are Math.max, a >= b ? 1 : 0 and mask !== 0 ? a : b. */
export type Pointwise =
  | "add"
  | "sub"
  | "mul"
  | "div"
  | "max"
  | "ge"
  | "where"
  | "neg"
  | "exp"
  | "log"
  | "sqrt"
  | "sigmoid"
  | "tanh"
  | "softplus";

/** One value of a loop's body, made of earlier ones. */
export type LoopValue =
  | { readonly op: "load"; readonly operand: number }
  | { readonly op: "const"; readonly value: number }
  /** args: the places of earlier values. */
  | { readonly op: Pointwise; readonly args: readonly number[] };

/** A vector instruction, and the nodes whose results it takes from the stack. */
export interface Node {
  readonly code: Code;
  readonly args: readonly number[];
  /** Given where the instruction is a load. */
  readonly operand?: number;
  /** The number of axes, outermost first, by which its result may vary: 0 is the same in the whole loop. */
  readonly depth: number;
}

/**
 * The instructions of a loop's body and, of each value, its place among them. `depths`: by how many axes each operand
 * varies. `relaxed`: see loopFunction.
 */
export function instructions(
  values: readonly LoopValue[],
  depths: readonly number[],
  relaxed: boolean,
): { nodes: readonly Node[]; places: readonly number[] } {
  const made = new Instructions(relaxed);
  const places: number[] = [];
  for (const value of values)
    places.push(
      value.op === "load"
        ? made.load(value.operand, depths[value.operand])
        : value.op === "const"
          ? made.constant(value.value)
          : made.pointwise(
              value.op,
              value.args.map((a) => places[a]),
            ),
    );
  return { nodes: made.nodes, places };
}

/** The instructions that are written as they stand. */
type Plain = {
  [K in keyof typeof I]: (typeof I)[K] extends readonly number[] ? K : never;
}[keyof typeof I];

/** Each instruction is there once, however often it is asked for. */
class Instructions implements Arithmetic<number> {
  readonly nodes: Node[] = [];
  private readonly places = new Map<string, number>();
  /** Of the results of `ge`, which are 1 and 0, the mask that they were made of. */
  private readonly masks = new Map<number, number>();
  private readonly relaxed: boolean;

  constructor(relaxed: boolean) {
    this.relaxed = relaxed;
  }

  private place(key: string, node: Node): number {
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.nodes.push(node) - 1;
      this.places.set(key, place);
    }
    return place;
  }

  /** An instruction without immediates. */
  private node(op: Plain, ...args: number[]): number {
    return this.coded(op, I[op], ...args);
  }
  /** `name`: what else than its arguments an instruction's result depends on. */
  private coded(name: string, code: Code, ...args: number[]): number {
    const depth = Math.max(0, ...args.map((a) => this.nodes[a].depth));
    return this.place(`${name} ${args.join()}`, { code, args, depth });
  }

  private word(bits: number): number {
    return this.place(`${bits}`, { code: I.i32x4Const(bits), args: [], depth: 0 });
  }

  load(operand: number, depth: number): number {
    return this.place(`load ${operand}`, { code: [], args: [], operand, depth });
  }

  pointwise(op: Pointwise, args: readonly number[]): number {
    const [a, b, c] = args;
    switch (op) {
      case "max":
        return this.node("f32x4Max", a, b);
      case "ge": {
        const mask = this.ge(a, b);
        const value = this.node("v128And", mask, this.constant(1));
        this.masks.set(value, mask);
        return value;
      }
      case "where":
        return this.select(this.masks.get(a) ?? this.node("f32x4Ne", a, this.constant(0)), b, c);
      case "exp":
        return exp(this, a);
      case "log":
        return log(this, a);
      case "sigmoid":
        return sigmoid(this, a);
      case "tanh":
        return tanh(this, a);
      case "softplus":
        return softplus(this, a);
      case "neg":
      case "sqrt":
        return this[op](a);
      default:
        return this[op](a, b);
    }
  }

  constant = (x: number): number => this.word(float32Bits(x));
  add = (a: number, b: number): number => this.node("f32x4Add", a, b);
  sub = (a: number, b: number): number => this.node("f32x4Sub", a, b);
  mul = (a: number, b: number): number => this.node("f32x4Mul", a, b);
  div = (a: number, b: number): number => this.node("f32x4Div", a, b);
  sqrt = (a: number): number => this.node("f32x4Sqrt", a);
  neg = (a: number): number => this.node("f32x4Neg", a);
  abs = (a: number): number => this.node("f32x4Abs", a);
  min = (a: number, b: number): number => this.node("f32x4Pmin", a, b);
  max = (a: number, b: number): number => this.node("f32x4Pmax", a, b);
  multiplyAdd = (a: number, b: number, c: number): number =>
    this.relaxed ? this.node("f32x4RelaxedMadd", a, b, c) : this.add(this.mul(a, b), c);
  ge = (a: number, b: number): number => this.node("f32x4Ge", a, b);
  // A mask's lanes are all ones or all zeros, for which the relaxed form is exact too.
  select = (mask: number, a: number, b: number): number =>
    this.node(this.relaxed ? "i32x4RelaxedLaneselect" : "v128Bitselect", a, b, mask);
  bits = (a: number): number => a;
  fromBits = (i: number): number => i;
  toFloat = (i: number): number => this.node("f32x4ConvertI32x4S", i);
  integer = (n: number): number => this.word(n);
  addInteger = (i: number, j: number): number => this.node("i32x4Add", i, j);
  subInteger = (i: number, j: number): number => this.node("i32x4Sub", i, j);
  shiftLeft = (i: number, by: number): number =>
    this.coded(`i32x4Shl ${by}`, [I.i32Const(by), I.i32x4Shl], i);
  shiftRight = (i: number, by: number): number =>
    this.coded(`i32x4ShrS ${by}`, [I.i32Const(by), I.i32x4ShrS], i);
}
