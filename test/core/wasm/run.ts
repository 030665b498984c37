import { exp, float32, log, sigmoid, softplus, tanh } from "../../../src/core/wasm/arithmetic.js";
import { moduleBytes } from "../../../src/core/wasm/bytes.js";
import { loopFunction, type Loop, type Pointwise } from "../../../src/core/wasm/loop.js";

/** The operations of a loop, a number at a time. */
export const POINTWISE: Record<Pointwise, (...args: number[]) => number> = {
  add: float32.add,
  sub: float32.sub,
  mul: float32.mul,
  div: float32.div,
  max: Math.max,
  ge: (a, b) => (a >= b ? 1 : 0),
  where: (m, a, b) => (m !== 0 ? a : b),
  neg: float32.neg,
  sqrt: float32.sqrt,
  exp: (a) => exp(float32, a),
  log: (a) => log(float32, a),
  sigmoid: (a) => sigmoid(float32, a),
  tanh: (a) => tanh(float32, a),
  softplus: (a) => softplus(float32, a),
};

/** A loop by its definition: element after element, on operands that begin at the given numbers of a memory. */
export function runReference(
  { inner, operands, values, stores }: Loop,
  memory: Float32Array,
  count: number,
  starts: readonly number[],
): void {
  const shape = [count, ...inner];
  const index = shape.map(() => 0);
  const total = shape.reduce((n, size) => n * size, 1);
  for (let done = 0; done < total; done++) {
    const at = operands.map(({ strides }, k) =>
      strides.reduce((sum, stride, axis) => sum + stride * index[axis], starts[k]),
    );
    const results: number[] = [];
    for (const value of values)
      results.push(
        value.op === "load"
          ? memory[at[value.operand]]
          : value.op === "const"
            ? Math.fround(value.value)
            : POINTWISE[value.op](...value.args.map((a) => results[a])),
      );
    for (const { operand, value } of stores) memory[at[operand]] = results[value];
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--)
      index[axis] = 0;
  }
}

export type Run = (count: number, ...addresses: number[]) => void;

export const bytesOf = (loop: Loop, relaxed: boolean, shared = false): Uint8Array =>
  moduleBytes({
    memory: { shared },
    imports: [],
    functions: [loopFunction(loop, "run", { relaxed })],
  });

export function instantiate(loop: Loop, memory: WebAssembly.Memory, relaxed = false): Run {
  const shared = memory.buffer instanceof SharedArrayBuffer;
  const module = new WebAssembly.Module(bytesOf(loop, relaxed, shared));
  return new WebAssembly.Instance(module, { env: { memory } }).exports.run as unknown as Run;
}

/** The loop of one operation on operands without gaps, the result last. */
export const loopOf = (op: Pointwise): Loop => {
  const n = POINTWISE[op].length;
  const args = Array.from({ length: n }, (_, k) => k);
  return {
    inner: [],
    operands: [...args, n].map(() => ({ strides: [1] })),
    values: [...args.map((operand) => ({ op: "load", operand }) as const), { op, args }],
    stores: [{ operand: n, value: n }],
  };
};

/** Whether this engine knows the relaxed instructions. */
export const hasRelaxed = WebAssembly.validate(bytesOf(loopOf("exp"), true));
