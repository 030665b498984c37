import type { Params } from "../graph/params.js";
import { show } from "../graph/sym.js";
import type { AdamState } from "../train/adam.js";
import { listed, quoted } from "./safetensors-types.js";
import { numbersOf } from "./safetensors-numbers.js";
import { writeSafetensors, type TensorToSave } from "./safetensors-write.js";
import { readSafetensors, type SavedTensors } from "./safetensors.js";

/** What can be kept: a `recurrent`, a `network`, a `classifier`, a `characterModel`, or a plan's `params` with what they mean. */
export interface Saveable {
  /** The weights. */
  readonly params: Params;
  /**
   * What the weights are the weights of, as text by name: the graph of a cell's step as `graphText` writes it, a
   * vocabulary. The same weights under another definition would be another network.
   */
  readonly definition: Readonly<Record<string, string>>;
}
/** What a checkpoint may hold besides. */
export interface CheckpointOptions {
  /** Adam's memory, to go on with a training later as if there had been no break. */
  readonly state?: AdamState;
}

// Names that no parameter has.
const [MEAN, SQUARE] = ["adam: mean", "adam: square"];
const [VERSION, STEPS, DEFINITION] = ["unrolled checkpoint", "adam: steps", "definition: "];

/** A model's weights and definition, and Adam's memory if it is given, as a safetensors file. */
export function toCheckpoint(model: Saveable, { state }: CheckpointOptions = {}): Uint8Array {
  const { params, definition } = model;
  const tensors: Record<string, TensorToSave> = Object.create(null);
  for (const name of params.names)
    tensors[name] = { shape: params.shape(name), data: params.get(name) };
  if (state) {
    tensors[MEAN] = { shape: [state.mean.length], data: state.mean };
    tensors[SQUARE] = { shape: [state.square.length], data: state.square };
  }
  return writeSafetensors(tensors, {
    [VERSION]: "1",
    ...(state ? { [STEPS]: String(state.steps) } : {}),
    ...Object.fromEntries(Object.entries(definition).map(([k, text]) => [DEFINITION + k, text])),
  });
}

/**
 * Puts a checkpoint's weights into a model of the same definition, and Adam's memory into `state`. Throws where a file is
 * no checkpoint, where the definition has changed (with the first line that has), where names, shapes or the memory differ;
 * model and state are then as they were. Numbers are rounded to the model's precision.
 */
export function fromCheckpoint(
  model: Saveable,
  bytes: Uint8Array,
  { state }: CheckpointOptions = {},
): void {
  const saved = readSafetensors(bytes);
  checkDefinition(model.definition, saved.metadata ?? {});
  const { params } = model;
  const expected = new Map(params.names.map((name) => [name, params.shape(name)]));
  if (state) for (const name of [MEAN, SQUARE]) expected.set(name, [state.mean.length]);
  for (const name of Object.keys(saved.tensors))
    if (!expected.has(name) && name !== MEAN && name !== SQUARE)
      throw new RangeError(`fromCheckpoint: the file has ${quoted(name)}, which the model has not`);
  const steps = Number(saved.metadata?.[STEPS] ?? 0);
  if (!Number.isSafeInteger(steps) || steps < 0)
    throw new RangeError(
      `fromCheckpoint: Adam's steps are ${quoted(saved.metadata![STEPS])}; want a whole number`,
    );
  const values = new Map(
    [...expected].map(([name, shape]) => [name, valuesOf(saved, name, shape)]),
  );
  for (const name of params.names) params.get(name).set(values.get(name)!);
  if (!state) return;
  state.steps = steps;
  state.mean.set(values.get(MEAN)!);
  state.square.set(values.get(SQUARE)!);
}

function valuesOf({ tensors }: SavedTensors, name: string, shape: readonly number[]) {
  const tensor = tensors[name];
  if (!tensor)
    throw new RangeError(
      name === MEAN || name === SQUARE
        ? "fromCheckpoint: the file has no memory of Adam's, for which a state was given"
        : `fromCheckpoint: the file has no "${name}", which the model has`,
    );
  if (show(tensor.shape) !== show(shape))
    throw new RangeError(
      `fromCheckpoint: ${name} is (${listed(tensor.shape)}) in the file but ${show(shape)} here`,
    );
  return numbersOf(tensor);
}

function checkDefinition(
  ours: Readonly<Record<string, string>>,
  metadata: Readonly<Record<string, string>>,
): void {
  if (metadata[VERSION] !== "1")
    throw new TypeError(
      metadata[VERSION] === undefined
        ? "fromCheckpoint: the file is no checkpoint of unrolled; fromTorch and fromKeras take over others' weights"
        : `fromCheckpoint: the file is a checkpoint of version ${shortened(metadata[VERSION])}; this is read up to version 1`,
    );
  const theirs = new Map(
    Object.entries(metadata).flatMap(([key, text]) =>
      key.startsWith(DEFINITION) ? [[key.slice(DEFINITION.length), text] as const] : [],
    ),
  );
  const known = new Map(Object.entries(ours));
  for (const key of new Set([...theirs.keys(), ...known.keys()])) {
    const [then, now] = [theirs, known].map((texts) => texts.get(key)?.split("\n") ?? []);
    const count = Math.max(then.length, now.length);
    for (let k = 0; k < count; k++)
      if (then[k] !== now[k])
        throw new TypeError(
          `fromCheckpoint: the definition has changed: ${shortened(key)}, line ${k + 1}, was "${shortened(then[k], now[k])}" when it was saved and is "${shortened(now[k], then[k])}" now`,
        );
  }
}

/** A line for an error; of a long one, what lies around its first difference from another. */
function shortened(line = "not there", other = ""): string {
  if (line.length <= 100) return line;
  let at = 0;
  while (at < line.length && line[at] === other[at]) at++;
  const from = Math.max(0, at - 40);
  return `${from > 0 ? "..." : ""}${line.slice(from, from + 80)}...`;
}
