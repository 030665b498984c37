import { checkCount } from "../core/check.js";
import type { Random } from "../core/random.js";

/** Strings that a graph's edges spell, and what may follow in them. Symbols are letters: B T P S X V E. */
export interface Grammar {
  /** Whole strings, B to E, an edge chosen by the toss of a coin where there are two; none of those in `except`. */
  strings(dice: Random, count: number, except?: readonly string[]): string[];
  /** So many symbols of strings that follow one another without a break, the last one cut off. */
  stream(dice: Random, count: number): string;
  /** The symbols that may stand at each place of a text, and after it: one entry more than it has. After E comes B. */
  legal(text: string): string[];
}
/** Every symbol, in the order in which a network sees them. */
export const REBER_SYMBOLS = "BTPSXVE";

/** From each node the edges: a symbol, and the node that it leads to. A string begins and ends at node 0. */
type Nodes = readonly Readonly<Record<string, number>>[];

const REBER: Nodes = [
  { B: 1 },
  { T: 2, P: 3 },
  { S: 2, X: 4 },
  { T: 3, V: 5 },
  { X: 3, S: 6 },
  { P: 4, V: 6 },
  { E: 0 },
];
/** The same nodes within a larger graph, from node `first` on; their E leads to node `after`. */
const copy = (first: number, after: number): Nodes =>
  REBER.map((edges) =>
    Object.fromEntries(
      Object.entries(edges).map(([symbol, to]) => [symbol, to === 0 ? after : first + to]),
    ),
  );
const EMBEDDED: Nodes = [
  { B: 1 },
  { T: 2, P: 10 },
  ...copy(2, 9),
  { T: 18 },
  ...copy(10, 17),
  { P: 18 },
  { E: 0 },
];

/** The grammar of A. S. Reber (1967), as Cleeremans, Servan-Schreiber & McClelland (1989) draw it. */
export const reber: Grammar = grammar("Reber grammar", REBER);

/**
 * The embedded Reber grammar (Hochreiter & Schmidhuber 1997, experiment 1, figures 3 and 4): B, T or P, a string of the
 * Reber grammar, the same T or P again, E. To know the symbol before last, the second one must be remembered.
 *
 * @example
 * ```ts
 * import { embeddedReber, random } from "unrolled";
 *
 * const dice = random(1);
 * const training = embeddedReber.strings(dice, 256);
 * const test = embeddedReber.strings(dice, 256, training); // 256 others
 * console.log(embeddedReber.legal("BPBTXSE").at(-1)); //=> P
 * ```
 */
export const embeddedReber: Grammar = grammar("embedded Reber grammar", EMBEDDED);

function grammar(name: string, nodes: Nodes): Grammar {
  /** Symbols by the toss of coins, until one is the last. */
  const draw = (dice: Random, isLast: (text: string, to: number) => boolean): string => {
    let [text, node] = ["", 0];
    do {
      const edges = Object.entries(nodes[node]);
      const [symbol, to] = edges[dice.below(edges.length)];
      text += symbol;
      node = to;
    } while (!isLast(text, node));
    return text;
  };
  return {
    strings(dice, count, except = []) {
      checkCount(`${name}: strings: count is`, count);
      const known = new Set(except);
      const found: string[] = [];
      while (found.length < count) {
        const text = draw(dice, (_, to) => to === 0);
        if (!known.has(text)) found.push(text);
      }
      return found;
    },
    stream(dice, count) {
      checkCount(`${name}: stream: count is`, count);
      return draw(dice, (text) => text.length === count);
    },
    legal(text) {
      let node = 0;
      const ways = [Object.keys(nodes[node])];
      for (let t = 0; t < text.length; t++) {
        if (!ways[t].includes(text[t]))
          throw new RangeError(
            `${name}: symbol ${t}, after "${text.slice(Math.max(0, t - 10), t)}", is "${text[t]}"; want ${ways[t].join(" or ")}`,
          );
        node = nodes[node][text[t]];
        ways.push(Object.keys(nodes[node]));
      }
      return ways.map((symbols) => symbols.join(""));
    },
  };
}
