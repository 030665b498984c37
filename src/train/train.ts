import { checkCount } from "../core/check.js";
import type { Plan } from "../graph/model.js";
import type { Nested, Numbers, Params } from "../graph/params.js";
import { adam, adamState, type AdamOptions, type AdamState } from "./adam.js";
import { clipByGlobalNorm } from "./clip.js";

/** As much of an AbortSignal as is used: the package needs the types of neither Node nor browsers. */
export interface Signal {
  /** Whether to stop. */
  readonly aborted: boolean;
}
/** What a plan is trained on, and how. */
export interface TrainOptions extends AdamOptions {
  /** How many updates. */
  readonly steps: number;
  /** Adam's memory from an earlier call, to go on as if there had been no break; it is kept up to date. Default: none. */
  readonly state?: AdamState;
  /** The inputs of each update; its number counts those that `state` has seen before. */
  readonly batch: (step: number) => Readonly<Record<string, Nested>>;
  /** The gradients' global norm is held to this. Default: no limit. */
  readonly clip?: number;
  /**
   * An AbortSignal: stops at the next step boundary. Default: the notebook cell's own Stop button, where there is one.
   */
  readonly signal?: Signal;
  /** Called about ten times a second, and at the end, with a line of text. Default: one live line on the output. */
  readonly progress?: (line: string, done: boolean) => void;
  /** The words of that line. */
  readonly words?: (step: number, steps: number, loss: number) => string;
}
/** How a training went. */
export interface History {
  /** Loss of each step, before its update. */
  readonly loss: Float64Array;
  /** Global norm of the gradients at each step, before clipping. */
  readonly norm: Float64Array;
}

/**
 * Trains a plan's parameters by Adam. Gives way to the event loop, so that the notebook stays alive, and stops between
 * two steps with the weights of the last one when the signal says so (AbortError). A loss or gradient that is no
 * number stops it too (RangeError): the weights of the last good step are put back.
 *
 * @example
 * ```ts
 * import { mean, model, square, sub, train } from "unrolled";
 *
 * const line = model("Line", (m, { B }: { B: number }) => {
 *   const y = m.dense("out", 1, m.input("x", [B, 1]));
 *   return { loss: mean(square(sub(y, m.input("target", [B, 1])))) };
 * });
 * const plan = line.plan({ B: 3 });
 * const batch = () => ({ x: [[0], [1], [2]], target: [[1], [3], [5]] }); // 2 x + 1
 * await train(plan, { steps: 500, lr: 0.1, batch, progress: () => {} });
 * console.log(plan.params.get("W_out")[0].toFixed(2), plan.params.get("b_out")[0].toFixed(2)); //=> 2.00 1.00
 * ```
 */
export async function train(plan: Plan<"loss">, options: TrainOptions): Promise<History> {
  const {
    steps,
    batch,
    clip = Infinity,
    signal = cellSignal(),
    progress = liveLine,
    words = inEnglish,
  } = options;
  checkCount("train: steps is", steps);
  const { state = adamState(plan.params) } = options;
  const update = adam(plan.params, options, state);
  const first = state.steps;
  const history = { loss: new Float64Array(steps), norm: new Float64Array(steps) };
  const { flat } = plan.params;
  // Adam's memory is copied only where somebody goes on with it.
  const good = lastGood(options.state ? [flat, state.mean, state.square] : [flat]);
  let shown = 0;
  for (let step = 0; step < steps; step++) {
    if (performance.now() - shown > 100) {
      if (step > 0) progress(words(step, steps, recent(history.loss, step)), false);
      await aBreath();
      shown = performance.now();
    }
    if (signal?.aborted) throw stopped(step, steps);
    const loss = plan.forward(batch(first + step)).loss[0];
    if (!Number.isFinite(loss)) {
      const where = firstNotFinite(plan.params);
      good.putBack();
      state.steps = first + Math.max(0, step - 1);
      throw new RangeError(
        `train: the loss is ${loss} at step ${first + step}${where ? `; ${where} had grown beyond number` : ""}. The weights are back at the step before; try a smaller lr or clip`,
      );
    }
    good.keep();
    const norm = clipByGlobalNorm(plan.backward(), clip);
    if (!Number.isFinite(norm))
      throw new RangeError(
        `train: the gradient of ${firstNotFinite(plan.grads)} is not a number at step ${first + step}; the weights are those before it`,
      );
    update(plan.grads);
    history.loss[step] = loss;
    history.norm[step] = norm;
  }
  progress(words(steps, steps, recent(history.loss, steps)), true);
  return history;
}

/** Copies of arrays as they last were good. */
function lastGood(arrays: readonly Numbers[]) {
  const copies = arrays.map((a) => a.slice());
  return {
    keep: () => copies.forEach((copy, k) => copy.set(arrays[k])),
    putBack: () => copies.forEach((copy, k) => arrays[k].set(copy)),
  };
}

/** Lets timers, output and the Stop button have their turn. */
const aBreath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The mean loss of the last 20 steps: single steps jump about. */
function recent(loss: Float64Array, end: number): number {
  const last = loss.subarray(Math.max(0, end - 20), end);
  return last.reduce((a, b) => a + b, 0) / last.length;
}

const inEnglish = (step: number, steps: number, loss: number): string =>
  `step ${step} of ${steps} · loss ${loss.toFixed(2)}`;

/** The kernel gives each cell a signal that its Stop button aborts. */
function cellSignal(): Signal | undefined {
  return (globalThis as { [key: symbol]: Signal | undefined })[Symbol.for("Jupyter.signal")];
}

function stopped(step: number, steps: number): Error {
  const error = new Error(
    `train: stopped after step ${step} of ${steps}; the weights of that step are kept`,
  );
  error.name = "AbortError";
  return error;
}

function firstNotFinite(params: Params): string | undefined {
  return params.names.find((name) => !params.get(name).every(Number.isFinite));
}

let widest = 0;
/** Writes over the same line in a terminal or notebook; elsewhere (a browser) says only the last word. */
export function liveLine(line: string, done: boolean): void {
  const { process } = globalThis as { process?: { stdout?: { write?: (text: string) => void } } };
  if (!process?.stdout?.write) {
    if (done) console.log(line);
    return;
  }
  // A shorter line would leave the end of a longer one standing.
  widest = Math.max(widest, line.length);
  process.stdout.write(done ? `\r${" ".repeat(widest)}\r${line}\n` : `\r${line.padEnd(widest)}`);
  if (done) widest = 0;
}
