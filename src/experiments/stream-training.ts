import { random } from "../core/random.js";
import type { AnyCell } from "../graph/cell.js";
import { crossEntropy, mean } from "../graph/functions.js";
import { model } from "../graph/model.js";
import { onehot } from "../graph/ops.js";
import { size, type Sym } from "../graph/sym.js";
import type { Recurrent } from "../models/recurrent-types.js";
import { withWeights } from "../models/with-weights.js";
import { embeddedReber, REBER_SYMBOLS } from "../tasks/reber.js";
import { inTwoParts } from "./two-parts.js";
import { train, type History, type TrainOptions } from "../train/train.js";

/** How a network is trained on streams. */
export interface StreamTraining extends Omit<TrainOptions, "batch" | "state"> {
  /** Symbols that an update looks back over. Default 50. */
  readonly window?: number;
  /** Streams that are read side by side. Default 16. */
  readonly streams?: number;
  /** Windows of a stream; then another begins in its place, from zero states, each at a time of its own. Default 20. */
  readonly windows?: number;
  /** Further updates at a fifth of the rate, in which the weights settle. Default 0. */
  readonly settle?: number;
  /** Of the streams. Default 0. */
  readonly seed?: number;
}

const V = REBER_SYMBOLS.length;

/**
 * Trains a network of one layer, with 7 inputs and 7 outputs, on streams of the continual embedded Reber grammar: at each
 * symbol, which one is the next? An update looks back over a window, and the states at its end are those from which the
 * next window starts: within a stream they are never set back (Gers, Schmidhuber & Cummins 2000, section 4, where a stream
 * ended at the first mistake and weights moved after every symbol; here Adam moves them after every window).
 * Throws RangeError for a network of other sizes.
 *
 * @example
 * ```ts
 * import { experiments, lstm, recurrent } from "unrolled";
 *
 * const net = recurrent(lstm, { input: 7, hidden: 8, output: 7, seed: 1 });
 * const quick = { steps: 20, lr: 0.01, progress: () => {} };
 * const { loss } = await experiments.trainOnStreams(net, quick);
 * console.log(loss.at(-1)! < loss[0]); //=> true
 * ```
 */
export async function trainOnStreams<C extends AnyCell>(
  net: Recurrent<C>,
  { window = 50, streams = 16, windows = 20, settle = 0, seed = 0, ...options }: StreamTraining,
): Promise<History> {
  const [cell] = net.cells;
  const { input, hidden, output, tier } = net.options;
  if (net.cells.length > 1 || net.options.bidirectional || input !== V || output !== V)
    throw new RangeError(
      `trainOnStreams: the network has layers: ${net.cells.length}, input: ${input}, output: ${output}; want one layer that reads one way, input: ${V}, output: ${V}`,
    );
  const states = cell.states(hidden);
  const plan = model(cell.name, (m) => {
    const layer = m.layer<AnyCell>("", cell, { hidden });
    const initial = Object.fromEntries(
      states.map((s) => [s.name, m.input(s.name, [streams, ...s.shape])]),
    );
    const x = onehot(m.index("text", [window, streams], V), V);
    const out = m.scan(layer, { x }, { initial }) as unknown as {
      readonly h: Sym;
      readonly final: Readonly<Record<string, Sym>>;
    };
    const logits = m.dense("out", V, out.h);
    const loss = mean(crossEntropy(logits, m.index("next", [window, streams], V)));
    return { loss, ...out.final } as Readonly<Record<string, Sym>>;
  }).plan({}, tier === undefined ? {} : { tier });

  const rows = Array.from({ length: streams }, (_, b) => Math.floor((b * windows) / streams));
  const dice = random(seed).fork("streams");
  const texts = rows.map(() => "");
  const batch = (step: number) => {
    const carried = Object.fromEntries(
      states.map(({ name, shape }) => [
        name,
        step === 0 ? new Float32Array(streams * size(shape)) : plan.outputs[name].slice(),
      ]),
    );
    const [text, next] = [new Uint8Array(window * streams), new Uint8Array(window * streams)];
    rows.forEach((ahead, b) => {
      const place = (step + ahead) % windows;
      if (place === 0 || step === 0) {
        texts[b] = embeddedReber.stream(dice, (windows - place) * window + 1);
        for (const values of Object.values(carried)) {
          const width = values.length / streams;
          values.fill(0, b * width, (b + 1) * width);
        }
      }
      for (let t = 0; t < window; t++) {
        const at = texts[b].length - (windows - place) * window - 1 + t;
        text[t * streams + b] = REBER_SYMBOLS.indexOf(texts[b][at]);
        next[t * streams + b] = REBER_SYMBOLS.indexOf(texts[b][at + 1]);
      }
    });
    return { text, next, ...carried };
  };
  return inTwoParts(net.params, { settle, ...options }, (part) =>
    train(withWeights(plan, net.params), { ...part, batch }),
  );
}
