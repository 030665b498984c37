import type { Build } from "./kernels.js";
import { exp, float32, log, sigmoid, softplus, tanh } from "./wasm/arithmetic.js";
import { moduleBytes } from "./wasm/bytes.js";
import { loopFunction, type LoopValue } from "./wasm/loop.js";

const FUNCTIONS = { exp, log, sigmoid, tanh, softplus };
const NAMES = Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[];
const N = 67; // pairs of vectors, one vector and single numbers
const WARM = 5; // milliseconds after which the engine has optimised the loop: only then does it join pairs

/** What a loop with every activation gives that it should not, or undefined if it is right. */
export function wrongLoop(build: Build): string | undefined {
  const values: LoopValue[] = [{ op: "load", operand: 0 }];
  const stores = NAMES.map((op, k) => {
    values.push({ op, args: [0] });
    return { operand: k + 1, value: k + 1 };
  });
  const operands = [0, ...NAMES].map(() => ({ strides: [1] }));
  const relaxed = build !== "simd";
  const functions = [loopFunction({ inner: [], operands, values, stores }, "run", { relaxed })];
  const bytes = moduleBytes({ memory: { shared: false }, imports: [], functions });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const run = exports["run"] as (...args: number[]) => void;
  const numbers = new Float32Array(memory.buffer);
  for (let i = 0; i < N; i++) numbers[i] = ((i * 37) % N) / 3 - 11;
  const places = operands.map((_, k) => 4 * k * N);
  const until = performance.now() + (build === "wide" ? WARM : 0);
  do run(N, ...places);
  while (performance.now() < until);
  for (const [k, name] of NAMES.entries())
    for (let i = 0; i < N; i++) {
      const want = FUNCTIONS[name](float32, numbers[i]);
      const got = numbers[(k + 1) * N + i];
      // Without relaxed instructions not a bit may differ.
      const isRight =
        Object.is(got, want) || (relaxed && Math.abs(got - want) <= 2e-6 * (1e-3 + Math.abs(want)));
      if (!isRight) return `a trial ${name}(${numbers[i]}) gave ${got}; want ${want}`;
    }
  return undefined;
}
