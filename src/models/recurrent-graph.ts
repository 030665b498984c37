import type { AnyCell } from "../graph/cell.js";
import { crossEntropy, maskOf, square } from "../graph/functions.js";
import { model, type Build, type Model } from "../graph/model.js";
import { concat, div, mul, reshape, sub, sumTo } from "../graph/ops.js";
import type { StateInfo } from "../graph/spec.js";
import { isSym, size, type Sym } from "../graph/sym.js";
import type { Starts } from "../graph/weights.js";

export interface Architecture {
  /** From the bottom up. */
  readonly cells: readonly AnyCell[];
  readonly input: number;
  readonly hidden: number;
  readonly bidirectional: boolean;
  readonly output: number | undefined;
  readonly returnSequences: boolean;
  readonly starts: Starts;
}
/** How far outputs are from what they should be. */
export type Loss = "crossEntropy" | "mse";
/** What a plan of a recurrent network is made for. */
export interface Form {
  readonly T: number;
  readonly B: number;
  /** The sequences have lengths of their own. */
  readonly ragged: boolean;
  /** Outputs and last states, every state and gate, outputs and every state and gate, or a loss. */
  readonly gives: "answer" | "probes" | "step" | Loss;
  /** The time of the first step. Default 0. */
  readonly from?: number;
  /** Whether there are masks between the layers. Default false. */
  readonly drops?: boolean;
}

/** The states of each layer, from the bottom up; bidirectional, forward and backward in turn. */
export const statesOf = ({ cells, hidden, bidirectional }: Architecture): StateInfo[][] =>
  cells.flatMap((cell) => Array.from({ length: bidirectional ? 2 : 1 }, () => cell.states(hidden)));

/** What a value of layer k is called among a plan's inputs and outputs. */
export const inLayer = (k: number, name: string): string => `${k} ${name}`;
/** Every traced value of each layer. */
const named = (layers: readonly object[]): Readonly<Record<string, Sym>> =>
  Object.fromEntries(
    layers.flatMap((values, k) =>
      Object.entries(values).flatMap(([name, value]: [string, unknown]) =>
        isSym(value) ? [[inLayer(k, name), value]] : [],
      ),
    ),
  );

/** What each layer's h is multiplied by on its way up is an input by this name, (T, B, H) or (T, B, 2 H). */
export const dropoutInput = (level: number): string => `dropout ${level}`;

/** The network as a graph, in each form. */
export function recurrentGraph(name: string, of: Architecture): Model<Form, string> {
  const { cells, input, hidden, bidirectional, output, returnSequences, starts } = of;
  const directions = bidirectional ? 2 : 1;
  const width = output ?? hidden * directions;

  const layersOf = (m: Build, { T, B, from = 0, drops = false }: Form, mask?: Sym) => {
    const above = (_: unknown, level: number): Sym =>
      m.input(dropoutInput(level), [T, B, hidden * directions]);
    return m.scanStack(
      m.stack("", cells, { hidden, bidirectional, ...starts }),
      { x: m.input("x", [T, B, input]) },
      {
        from,
        initial: statesOf(of).map((states, k) =>
          Object.fromEntries(
            states.map((s) => [s.name, m.input(inLayer(k, s.name), [B, ...s.shape])]),
          ),
        ),
        ...(mask ? { mask } : {}),
        ...(drops ? { dropout: cells.slice(1).map(above) } : {}),
      },
    );
  };

  return model(name, (m, form: Form): Readonly<Record<string, Sym>> => {
    const { T, B, ragged, gives } = form;
    const mask = ragged ? maskOf(m.index("lengths", [B], T + 1), T) : undefined;
    const run = layersOf(m, form, mask);
    const finals = named(run.layers.map(({ final }) => final));
    const probes = named(run.layers);
    if (gives === "probes") return probes;

    const ends = (): Sym => concat(...run.layers.slice(-directions).map(({ final }) => final["h"]));
    const read = returnSequences ? run.h : ends();
    const given = output === undefined ? read : m.dense("out", output, read);
    const present = mask && returnSequences ? reshape(mask, 2, [T, B, 1]) : undefined;
    const atPresent = (values: Sym): Sym => (present ? mul(present, values) : values);
    if (gives === "step") return { output: given, ...probes };
    if (gives === "answer") return { output: atPresent(given), ...finals };

    const steps = given.shape.slice(0, -1);
    const errors =
      gives === "mse"
        ? square(sub(given, m.input("target", given.shape)))
        : crossEntropy(given, m.index("target", steps, width));
    const count = size(errors.shape);
    return {
      loss: div(
        sumTo(atPresent(errors), []),
        present ? mul(sumTo(present, []), count / size(steps)) : count,
      ),
    };
  });
}
