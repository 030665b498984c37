import { random, type Random } from "../core/random.js";
import type { AnyCell } from "../graph/cell.js";
import type { Recurrent } from "../models/recurrent-types.js";
import { errorFree, nextSymbol } from "../tasks/next-symbol.js";
import { embeddedReber, REBER_SYMBOLS } from "../tasks/reber.js";
import type { Figures } from "./experiment.js";
import { memoryUnit } from "./memory-unit.js";

/** The test, as in the paper: so many streams, of so many symbols. */
export const exam = { unseen: 10, symbols: 100_000 } as const;
/** Symbols of each stream from which gates are read, and after which c is measured first. */
export const OPENED = 1000;
const WIDTH = REBER_SYMBOLS.length;

const judged = (lengths: readonly number[]): Figures => ({
  perfect: lengths.every((length) => length >= exam.symbols) ? 1 : 0,
  errorFree: lengths.reduce((a, b) => a + b, 0) / lengths.length,
  least: Math.min(...lengths),
});

/** How long a network goes on without a mistake, how large its c has grown, and what its forget gate does. */
export function onStreams(net: Recurrent<AnyCell>, seed: number): Figures {
  const { unseen, symbols } = exam;
  const dice = random(seed).fork("unseen");
  const texts = Array.from({ length: unseen }, () => embeddedReber.stream(dice, symbols + 1));
  const asked = nextSymbol(embeddedReber, texts);
  const part = (t: number) => ({
    shape: [OPENED, unseen, WIDTH],
    data: asked.x.data.subarray(t * unseen * WIDTH, (t + OPENED) * unseen * WIDTH),
  });
  const output = new Float32Array(asked.legal.data.length);
  const grown: number[] = [];
  let initial: ReturnType<typeof net.run>["final"] = [];
  for (let t = 0; t < symbols; t += OPENED) {
    const read = net.run(part(t), { initial });
    output.set(read.output.data, t * unseen * WIDTH);
    initial = read.final;
    const [{ c }] = initial as unknown as [Record<"c", { readonly data: Float32Array }>];
    grown.push(Math.max(...c.data.map(Math.abs)));
  }
  const lengths = errorFree(asked, { shape: asked.legal.shape, data: output });
  const figures = { ...judged(lengths), cFirst: grown[0], cLast: grown.at(-1)! };
  const [probed] = net.probe(part(0)) as unknown as [Parameters<typeof memoryUnit>[1]];
  if (!("f" in probed)) return figures;
  const { apart, keptWithin, keptAcross, forget } = memoryUnit(texts, probed);
  return { ...figures, apart, keptWithin, keptAcross, ...forget };
}

/** The same for strings, one after another, with the state set back before each. */
export function onStrings(net: Recurrent<AnyCell>, seed: number): Figures {
  const { unseen, symbols } = exam;
  const dice = random(seed).fork("unseen");
  return judged(Array.from({ length: unseen }, () => untilWrong(net, dice, symbols)));
}
const [AT_ONCE, ROOM] = [500, 100];

function untilWrong(net: Recurrent<AnyCell>, dice: Random, symbols: number): number {
  let read = 0;
  while (read < symbols) {
    const strings = embeddedReber.strings(dice, AT_ONCE);
    const asked = nextSymbol(embeddedReber, strings, ROOM);
    const right = errorFree(asked, net.run(asked.x, asked).output);
    for (const [b, length] of right.entries()) {
      read += length;
      if (length < asked.lengths[b]) return Math.min(read, symbols - 1);
    }
  }
  return symbols;
}
