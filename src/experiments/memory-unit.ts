import type { Numbers } from "../graph/params.js";
import type { Tensor } from "../models/tensor.js";

/**
 * Where a symbol stands in a string of the embedded Reber grammar: its B, the T or P to remember, the string within up to
 * its last symbol but one, the E within, the T or P that must be the same, the E after which the next string begins.
 */
export const PLACES = ["begin", "remember", "within", "innerEnd", "recall", "end"] as const;
/** Where a symbol stands in a string of the embedded Reber grammar. */
export type Place = (typeof PLACES)[number];

/** The unit of a network that holds which symbol must come again, and what its forget gate does. */
export interface MemoryUnit {
  /** Its number, from 0. */
  readonly unit: number;
  /** By how many standard deviations its c is apart between strings of T and of P, from the first symbol within to the last. */
  readonly apart: number;
  /** How much of c any four steps within a string keep: f f f f. */
  readonly keptWithin: number;
  /** How much the four from the recalled symbol to the next T or P keep. */
  readonly keptAcross: number;
  /** The forget gate's mean at each place. */
  readonly forget: Readonly<Record<Place, number>>;
}
interface Opened {
  /** (T, B, H). */
  readonly c: Tensor<Numbers>;
  readonly f: Tensor<Numbers>;
}
const STEPS = 4;

/** The strings of a stream that are whole, each with the step of its first symbol. */
export function wholeStrings(stream: string): { readonly text: string; readonly at: number }[] {
  return Array.from(stream.matchAll(/B([TP])B[TPSXV]+E\1E/g), (found) => ({
    text: found[0],
    at: found.index,
  }));
}

/** Where each symbol of a string stands. */
export const placesOf = (text: string): Place[] =>
  Array.from(text, (_, k) => {
    const left = text.length - 1 - k;
    if (k < 2) return k === 0 ? "begin" : "remember";
    return left > 2 ? "within" : (["end", "recall", "innerEnd"] as const)[left];
  });

/**
 * The unit whose c tells strings of T from strings of P best, by their means' distance in standard deviations, over all
 * steps within. It is chosen by what it holds, not by its gate. `streams` are B texts of the continual embedded Reber
 * grammar that a network with a forget gate has read from the start. Throws RangeError where they hold no two whole
 * strings of each kind.
 */
export function memoryUnit(streams: readonly string[], { c, f }: Opened): MemoryUnit {
  const [T, B, H] = c.shape;
  const read = streams.flatMap((stream, b) =>
    wholeStrings(stream.slice(0, T))
      .filter(({ text, at }) => at + text.length + 2 <= T)
      .map((string) => ({ ...string, b })),
  );
  const row = ({ data }: Tensor<Numbers>, t: number, b: number): Numbers =>
    data.subarray((t * B + b) * H, (t * B + b + 1) * H);
  const held: Record<string, Numbers[]> = { T: [], P: [] };
  const kept = { within: new Mean(H), across: new Mean(H) };
  const forget = Object.fromEntries(PLACES.map((place) => [place, new Mean(H)]));
  const product = (t: number, b: number): number[] =>
    Array.from({ length: H }, (_, unit) => {
      let left = 1;
      for (let k = 0; k < STEPS; k++) left *= row(f, t + k, b)[unit];
      return left;
    });
  for (const { text, at, b } of read) {
    const inner = text.length - 2; // the step of the recalled symbol
    placesOf(text).forEach((place, k) => forget[place].add(row(f, at + k, b)));
    for (let k = 2; k < inner; k++) held[text[1]].push(row(c, at + k, b));
    for (let k = 2; k + STEPS <= inner; k++) kept.within.add(product(at + k, b));
    kept.across.add(product(at + inner, b));
  }
  if (held["T"].length < 2 || held["P"].length < 2)
    throw new RangeError("memoryUnit: the streams are too short; want strings with T and with P");
  const apart = Array.from({ length: H }, (_, unit) => distance(held["T"], held["P"], unit));
  const unit = apart.indexOf(Math.max(...apart));
  return {
    unit,
    apart: apart[unit],
    keptWithin: kept.within.of(unit),
    keptAcross: kept.across.of(unit),
    forget: Object.fromEntries(
      PLACES.map((place) => [place, forget[place].of(unit)]),
    ) as MemoryUnit["forget"],
  };
}

/** Means of rows, unit by unit. */
class Mean {
  readonly #sums: Float64Array;
  #count = 0;
  constructor(width: number) {
    this.#sums = new Float64Array(width);
  }
  add(row: ArrayLike<number>): void {
    this.#count++;
    for (let k = 0; k < row.length; k++) this.#sums[k] += row[k];
  }
  of(unit: number): number {
    return this.#sums[unit] / this.#count;
  }
}

/** Of the means of two groups, in units of the standard deviation within them. */
function distance(a: readonly Numbers[], b: readonly Numbers[], unit: number): number {
  const [first, second] = [a, b].map((rows) => {
    const mean = rows.reduce((sum, row) => sum + row[unit], 0) / rows.length;
    const variance = rows.reduce((sum, row) => sum + (row[unit] - mean) ** 2, 0) / rows.length;
    return { mean, variance };
  });
  const spread = Math.sqrt((first.variance + second.variance) / 2);
  return spread > 0 ? Math.abs(first.mean - second.mean) / spread : 0;
}
