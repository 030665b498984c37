import { checkCount } from "../core/check.js";
import { random } from "../core/random.js";
import { defaultThreads, defaultTier } from "../core/tier.js";
import type { AnyCell } from "../graph/cell.js";
import type { Plan } from "../graph/model.js";
import { fill, type Nested } from "../graph/params.js";
import type { Shape } from "../graph/sym.js";
import { dropoutMask } from "../train/dropout.js";
import { train } from "../train/train.js";
import { definitionOf } from "./definition.js";
import { copied, copiedLayers, startsOf } from "./layer-states.js";
import { recent } from "./recent.js";
import { dropoutInput, recurrentGraph, statesOf, type Form, type Loss } from "./recurrent-graph.js";
import type { Lesson, Recurrent, RecurrentOptions, SequenceOptions } from "./recurrent-types.js";
import { makeStream } from "./stream.js";
import { asSequence, dataOf, isTensor, type Precision, type Sequence } from "./tensor.js";
import { withWeights } from "./with-weights.js";

/** Forms of which a network keeps its plans. */
const KEPT = 8;

/**
 * Layers of a cell over sequences, and a dense layer that reads them: what torch.nn.LSTM with a Linear is, or an LSTM with
 * a Dense in Keras. Sequences are (T, B, I), time first, as they are in PyTorch where nothing is said. Nothing needs to be
 * disposed of. Throws RangeError for sizes that cannot be, ReferenceError for a cell that reads more than x, its states and
 * the layer below.
 *
 * @example
 * ```ts
 * import { lstm, recurrent } from "unrolled";
 *
 * const net = recurrent(lstm, { input: 2, hidden: 8, layers: 2, output: 5, seed: 1 });
 * const { output, final } = net.run([[1, 0], [0, 1], [1, 1]]); // T = 3 steps of I = 2 numbers
 * console.log(output.shape); //=> [ 3, 1, 5 ]
 * console.log(final.map(({ c }) => c.shape)); //=> [ [ 1, 8 ], [ 1, 8 ] ]
 * ```
 */
export function recurrent<C extends AnyCell, D extends Precision = "float32">(
  cell: C | readonly C[],
  options: RecurrentOptions<D>,
): Recurrent<C, D> {
  const {
    input,
    hidden,
    layers,
    bidirectional = false,
    output,
    returnSequences = true,
    dropout = 0,
    seed = 0,
    dtype = "float32" as D,
    tier = defaultTier(),
    threads = defaultThreads(),
    ...starts
  } = options;
  const cells = listOf(cell, layers);
  if (!(dropout >= 0 && dropout < 1))
    throw new RangeError(`recurrent: dropout is ${dropout}; want 0 <= dropout < 1`);
  if (dropout > 0 && cells.length === 1)
    throw new RangeError(
      `recurrent: dropout is ${dropout} but there is one layer; it drops between layers, so that it needs two`,
    );
  const who = cells.length > 1 && cells.some((c) => c !== cells[0]) ? "recurrent" : cells[0].name;
  const architecture = { cells, input, hidden, bidirectional, output, returnSequences, starts };
  const graph = recurrentGraph(who, architecture);
  const states = statesOf(architecture);
  const directions = bidirectional ? 2 : 1;

  const precise = { dtype, tier };
  const one: Form = { T: 1, B: 1, ragged: false, gives: "answer" };
  const { params } = graph.plan(one, { seed, ...precise, gradients: false });
  const plans = recent<Plan<string>>(KEPT);
  const planFor = (form: Form, gradients = false): Plan<string> => {
    const plan = plans(JSON.stringify([form, gradients]), () =>
      graph.plan(form, { ...precise, threads, gradients }),
    );
    plan.params.copyFrom(params);
    return plan;
  };

  const sizesOf = (x: Sequence, lengths?: ArrayLike<number>) => {
    const { shape, data } = asSequence(who, x, input);
    const [T, B] = shape;
    if (lengths) checkLengths(who, lengths, T, B);
    return {
      form: { T, B, ragged: lengths !== undefined },
      given: { x: data, ...(lengths ? { lengths } : {}) },
    };
  };
  const read = (
    x: Sequence,
    { lengths, initial = [] }: SequenceOptions<C>,
    gives: Form["gives"],
  ) => {
    const { form, given } = sizesOf(x, lengths);
    const plan = planFor({ ...form, gives });
    plan.forward({ ...given, ...startsOf(who, states, form.B, dtype, initial) });
    return plan;
  };
  const lesson = ({ x, target, lengths }: Lesson, kind: Loss) => {
    if (kind !== "crossEntropy" && kind !== "mse")
      throw new RangeError(`${who}: loss is "${String(kind)}"; want "crossEntropy" or "mse"`);
    const { form, given } = sizesOf(x, lengths);
    const { T, B } = form;
    const shape = [T, B, output ?? hidden * directions].slice(
      returnSequences ? 0 : 1,
      kind === "mse" ? 3 : 2,
    );
    const wanted = isTensor(target) ? dataOf(`${who}: target`, target, shape) : target;
    const present = (name: string, values: Nested, sizes: Shape): Nested =>
      lengths ? upToEnds(`${who}: input "${name}"`, values, sizes, lengths) : values;
    return {
      form,
      given: {
        ...given,
        x: present("x", given.x, [T, B, input]),
        target: returnSequences ? present("target", wanted, shape) : wanted,
        ...startsOf(who, states, B, dtype, []),
      },
    };
  };
  /** What each layer but the top one is multiplied by at a step: the step's own, so that a training can go on later. */
  const masksAt = (step: number, count: number) =>
    Object.fromEntries(
      cells.slice(1).map((_, level) => {
        const dice = random(seed).fork(`dropout ${level} of step ${step}`);
        return [dropoutInput(level), dropoutMask(dice, count, dropout)];
      }),
    );

  return {
    cells,
    options,
    params,
    get definition() {
      return definitionOf(cells, hidden, (k) => (k === 0 ? input : hidden * directions));
    },
    run(x, sequence = {}) {
      const plan = read(x, sequence, "answer");
      return { output: copied(plan, "output"), final: copiedLayers(plan, states.length) };
    },
    probe: (x, sequence = {}) => copiedLayers(read(x, sequence, "probes"), states.length),
    stream({ batch = 1 } = {}) {
      if (bidirectional)
        throw new TypeError(
          `${who}: stream: a bidirectional network reads from the end too; run it over whole sequences`,
        );
      checkCount(`${who}: stream: batch is`, batch);
      const step: Form = { ...one, B: batch, gives: "step" };
      const weights = params.flat.slice();
      const planAt = (from: number) => {
        const plan = graph.plan({ ...step, from }, { ...precise, gradients: false });
        plan.params.flat.set(weights);
        return plan;
      };
      return makeStream({ who, batch, input, dtype, layers: states, planAt });
    },
    async train(batch, { loss, ...training }) {
      const start = training.state?.steps ?? 0;
      const first = lesson(batch(start), loss);
      const drops = dropout > 0 && cells.length > 1;
      const plan = planFor({ ...first.form, gives: loss, drops }, true);
      const count = first.form.T * first.form.B * hidden * directions;
      const inputs = (step: number) => {
        const { form, given } = step === start ? first : lesson(batch(step), loss);
        checkForm(who, step, form, first.form);
        return { ...given, ...(drops ? masksAt(step, count) : {}) };
      };
      return train(withWeights(plan as Plan<"loss">, params), { ...training, batch: inputs });
    },
    loss(of, kind) {
      const { form, given } = lesson(of, kind);
      return planFor({ ...form, gives: kind }).forward(given)["loss"][0];
    },
  };
}

function listOf<C extends AnyCell>(cell: C | readonly C[], layers: number | undefined): C[] {
  if (Array.isArray(cell)) {
    const list = cell as readonly C[];
    if (list.length === 0 || (layers !== undefined && layers !== list.length))
      throw new RangeError(
        `recurrent: got ${list.length} cells for ${layers ?? "at least 1"} layers; name a cell for each layer`,
      );
    return [...list];
  }
  const count = layers ?? 1;
  checkCount("recurrent: layers is", count);
  return Array.from({ length: count }, () => cell as C);
}

function checkLengths(who: string, lengths: ArrayLike<number>, T: number, B: number): void {
  if (lengths.length !== B)
    throw new RangeError(
      `${who}: lengths has ${lengths.length} numbers; want ${B}, one a sequence`,
    );
  for (let b = 0; b < B; b++)
    if (!Number.isInteger(lengths[b]) || lengths[b] < 1 || lengths[b] > T)
      throw new RangeError(
        `${who}: the length of sequence ${b} is ${lengths[b]}; want a whole number from 1 to ${T}`,
      );
}

/** Sequences (T, B, ...) with zeros past their ends. */
function upToEnds(
  what: string,
  values: Nested,
  shape: Shape,
  lengths: ArrayLike<number>,
): Float64Array {
  const data = new Float64Array(fill(what, values, shape));
  const [T, B] = shape;
  const width = data.length / T / B;
  for (let k = 0; k < T * B; k++)
    if (Math.floor(k / B) >= lengths[k % B]) data.fill(0, k * width, (k + 1) * width);
  return data;
}

type Sizes = Pick<Form, "T" | "B" | "ragged">;
function checkForm(who: string, step: number, got: Sizes, want: Sizes): void {
  const text = ({ T, B, ragged }: Sizes): string =>
    `T = ${T}, B = ${B}, ${ragged ? "with" : "without"} lengths`;
  if (text(got) !== text(want))
    throw new RangeError(
      `${who}: train: the lesson of step ${step} has ${text(got)}; the first had ${text(want)}`,
    );
}
