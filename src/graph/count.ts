import type { AnyCell } from "./cell.js";
import { leastCommonMultiple } from "./layer.js";
import { model } from "./model.js";
import { add, sumTo } from "./ops.js";
import { compile } from "./plan.js";
import { gradient } from "./reverse.js";
import { entryOf, type Entry } from "./spec.js";
import { size, type Shape, type Sym } from "./sym.js";

/** The sizes that work is counted at. */
export interface CountOptions {
  /** I: numbers that enter at each step. */
  readonly input: number;
  /** H. */
  readonly hidden: number;
  /** Shapes, batch of 1 included, of what else the cell is given; (1, H) where not said. */
  readonly shapes?: Readonly<Record<string, Shape>>;
}
/** What one step of one sequence costs; a mean, where some states rest at some steps. */
export interface Counted {
  /** Numbers that are learned. */
  readonly parameters: number;
  /** Multiply-adds of the matrix products; backwards, to parameters and states. */
  readonly multiplyAdds: BothWays;
  /** Results of all other operations. */
  readonly others: BothWays;
  /** Float32 memory that a plan grows by with each step. */
  readonly bytes: {
    /** Of a plan without gradients. */
    readonly forward: number;
    /** Of one with. */
    readonly training: number;
  };
}
/** What is done on the way there and on the way back. */
export interface BothWays {
  /** From the inputs to the loss. */
  readonly forward: number;
  /** From the loss to the gradients. */
  readonly backward: number;
}

/**
 * Counts a cell's parameters and the work of a step, from the very instructions that a plan of it runs: nothing that is
 * not computed is counted. Throws what the cell throws for sizes that it cannot have.
 *
 * @example
 * ```ts
 * import { count, lstm } from "unrolled";
 *
 * const { parameters, multiplyAdds } = count(lstm, { input: 3, hidden: 64 });
 * console.log(parameters); //=> 17408
 * console.log(multiplyAdds.forward); //=> 17152
 * ```
 */
export function count(cell: AnyCell, { input, hidden, shapes = {} }: CountOptions): Counted {
  const states = cell.states(hidden);
  const functional = model(cell.name, (m, { T }: { readonly T: number }) => {
    const given = (kinds: readonly string[], lead: Shape): Record<string, Sym> =>
      Object.fromEntries(
        Object.entries<Entry>(cell.spec)
          .filter(([, entry]) => kinds.includes(entryOf(entry).kind))
          .map(([name]) => [name, m.input(name, [...lead, ...(shapes[name] ?? [1, hidden])])]),
      );
    const run = m.scan<AnyCell>(
      m.layer("", cell, { hidden }),
      { x: m.input("x", [T, 1, input]), ...given(["step", "depth"], [T]) },
      { whole: given(["whole"], []), steps: T, batch: 1 },
    ) as unknown as Readonly<Record<string, Sym>>;
    // A cell without states is there for what else it returns.
    const seen =
      states.length > 0
        ? states.map((s) => s.name)
        : Object.keys(run).filter((key) => key !== "final");
    return { loss: add(0, ...seen.map((name) => sumTo(run[name], []))) };
  });
  const at = (T: number) => {
    const { inputs, params, outputs } = functional.trace({ T });
    const forward = compile([...params, ...inputs.values()], [[outputs.loss]]);
    const training = compile(
      [...params, ...inputs.values()],
      [[outputs.loss], gradient(outputs.loss, params)],
    );
    return { params, forward, training };
  };
  // The difference of two runs: what is done but once falls out.
  const cycle = states.map((s) => s.every).reduce(leastCommonMultiple, 1);
  const [one, two] = [at(cycle), at(2 * cycle)];
  const perStep = (of: (run: ReturnType<typeof at>) => number): number =>
    (of(two) - of(one)) / cycle;
  return {
    parameters: one.params.reduce((sum, p) => sum + size(p.shape), 0),
    multiplyAdds: {
      forward: perStep((run) => run.training.work[0].multiplyAdds),
      backward: perStep((run) => run.training.work[1].multiplyAdds),
    },
    others: {
      forward: perStep((run) => run.training.work[0].others),
      backward: perStep((run) => run.training.work[1].others),
    },
    bytes: {
      forward: 4 * perStep((run) => run.forward.size),
      training: 4 * perStep((run) => run.training.size),
    },
  };
}
