import type { Plan } from "../graph/model.js";
import { fill, type Numbers } from "../graph/params.js";
import type { StateInfo } from "../graph/spec.js";
import { show, type Shape } from "../graph/sym.js";
import {
  copied,
  copiedLayers,
  startsOf,
  type Initial,
  type Probed,
  type States,
} from "./layer-states.js";
import { inLayer } from "./recurrent-graph.js";
import { isTensor, type NumbersOf, type Precision, type Sequence, type Tensor } from "./tensor.js";

/** What a network says at one step. */
export interface Step<C, D extends Precision = "float32"> {
  /** (B, O). */
  readonly output: Tensor<NumbersOf<D>>;
  /** Every state and gate of each layer, (B, H). */
  readonly probes: readonly Probed<C, D>[];
}
/** A network that is fed step by step and keeps its states between. */
export interface Stream<C, D extends Precision = "float32"> {
  /**
   * Reads one step: I numbers, B rows of them, or a tensor (B, I). Throws RangeError for other sizes, and has then not
   * moved.
   */
  step(x: Sequence): Step<C, D>;
  /** The states now, a record for each layer: they can be given to `run` or to another stream as `initial`. */
  states(): readonly States<C, D>[];
  /** Back to zero states, or to these; `from` is the time of the next step, which matters to states that move at every n-th. */
  reset(initial?: readonly Initial<C>[], from?: number): void;
}

/** How a stream is fed. */
export interface Feed {
  readonly who: string;
  readonly batch: number;
  readonly input: number;
  readonly dtype: Precision;
  readonly layers: readonly (readonly StateInfo[])[];
  /** A plan of one step, taken at this time. */
  readonly planAt: (time: number) => Plan<string>;
}

export function makeStream<C, D extends Precision>(feed: Feed): Stream<C, D> {
  const { who, batch, input, dtype, layers, planAt } = feed;
  let time = 0;
  let states = startsOf(who, layers, batch, dtype, []);
  /** A plan for each set of states that move together. */
  const plans = new Map<string, Plan<string>>();
  const periods = [...new Set(layers.flat().map((s) => s.every))];
  const planNow = (): Plan<string> => {
    const key = periods.map((n) => time % n === 0).join();
    const found = plans.get(key) ?? planAt(time);
    plans.set(key, found);
    return found;
  };
  const oneStep = <N extends Numbers>({ shape, data }: Tensor<N>): Tensor<N> => ({
    shape: shape.slice(1),
    data,
  });

  return {
    step(x) {
      const numbers = stepOf(`${who}: step: x`, x, [batch, input]);
      const plan = planNow();
      plan.forward({ x: numbers, ...states });
      time++;
      states = Object.fromEntries(Object.keys(states).map((name) => [name, plan.outputs[name]]));
      return {
        output: oneStep(copied<D>(plan, "output")),
        probes: copiedLayers(plan, layers.length, oneStep),
      };
    },
    states: () =>
      layers.map((infos, k) =>
        Object.fromEntries(
          infos.map(({ name, shape }) => {
            const data = states[inLayer(k, name)].slice();
            return [name, { shape: [batch, ...shape], data }];
          }),
        ),
      ) as unknown as States<C, D>[],
    reset(initial = [], from = 0) {
      if (!Number.isInteger(from) || from < 0)
        throw new RangeError(`${who}: reset: from is ${from}; want a whole number, 0 or more`);
      states = startsOf(who, layers, batch, dtype, initial);
      time = from;
    },
  };
}

function stepOf(what: string, x: Sequence, shape: Shape): ArrayLike<number> {
  if (!isTensor(x)) return fill(what, x, shape);
  if (show(x.shape) !== show(shape))
    throw new RangeError(`${what} is ${show(x.shape)}; want ${show(shape)}`);
  return fill(what, x.data, shape);
}
