import type { Memory, Product as Multiply } from "../core/matmul.js";
import { workspace, type Tier } from "../core/simd.js";
import type { Instruction, Loop, Moving, Operation, Place, Product } from "./instructions.js";
import { KERNELS, type Run } from "./kernels.js";
import type { Compiled } from "./plan.js";

/** A compiled graph with a memory, ready to run. */
export interface Runner {
  readonly memory: Memory;
  /** How it runs. */
  readonly tier: Tier;
  /** How many threads share the work, once they have started. */
  readonly threads: number;
  /** Does one stage; each relies on those before it. */
  run(stage: number): void;
}

/** Every instruction as a function, run one after the other: what works everywhere, and for Float64. */
export function runInJavaScript(compiled: Compiled, dtype: "float32" | "float64"): Runner {
  const { memory, product, tier } = workspace(compiled.size, dtype, "js", 0);
  const ready = (list: readonly Instruction[]): Run[] => list.map((i) => inJavaScript(i, product));
  for (const run of ready(compiled.setup)) run(memory);
  const stages = compiled.stages.map(ready);
  return {
    memory,
    tier,
    threads: 1,
    run(stage) {
      for (const run of stages[stage]) run(memory);
    },
  };
}

/** One instruction as a function. `multiply` works on the same memory. */
export function inJavaScript(instruction: Instruction, multiply: Multiply): Run {
  switch (instruction.kind) {
    case "operation":
      return operation(instruction);
    case "product":
      return product(instruction, multiply);
    case "loop":
      return loop(instruction, multiply);
    case "zero": {
      const { y, n } = instruction;
      return (memory) => void memory.fill(0, y.at, y.at + n);
    }
    default: {
      const { y, from, n, adds } = instruction;
      if (!adds) return (memory) => void memory.copyWithin(y.at, from.at, from.at + n);
      return (memory) => {
        for (let k = 0; k < n; k++) memory[y.at + k] += memory[from.at + k];
      };
    }
  }
}

export const operation = ({ node, y, args }: Operation): Run =>
  (KERNELS[node.op] as (y: Place, args: readonly Place[], node: Operation["node"]) => Run)(
    y,
    args,
    node,
  );

function product(instruction: Product, multiply: Multiply): Run {
  const { y, a, b, m, k, n, ta, tb, start, lead } = instruction;
  const left = { at: 0, transposed: ta };
  const right = { at: 0, transposed: tb };
  if (lead)
    return () => {
      for (let q = 0; q < lead.a.length; q++) {
        left.at = a.at + lead.a[q] * m * k;
        right.at = b.at + lead.b[q] * k * n;
        multiply(y.at + q * m * n, left, right, m, k, n);
      }
    };
  return (memory) => {
    if (start?.isRow) {
      const { at } = start.place;
      for (let to = y.at; to < y.at + m * n; to += n) memory.copyWithin(to, at, at + n);
    } else if (start && start.place.at !== y.at)
      memory.copyWithin(y.at, start.place.at, start.place.at + m * n);
    left.at = a.at;
    right.at = b.at;
    multiply(y.at, left, right, m, k, n, start !== undefined);
  };
}

function loop({ steps, backwards, cycle, moving, bodies }: Loop, multiply: Multiply): Run {
  const lists = bodies.map((body) =>
    body.map((instruction) => inJavaScript(instruction, multiply)),
  );
  return (memory) => {
    for (let q = 0; q < steps; q++) {
      const t = backwards ? steps - 1 - q : q;
      for (const place of moving) moveTo(place, t);
      for (const run of lists[cycle[t % cycle.length]]) run(memory);
    }
  };
}

/** A place is moved to step t of its loop. */
export function moveTo(place: Moving, t: number): void {
  place.at = place.home.at + place.offset + t * place.stride;
}
