import type { AnyCell } from "../cell.js";
import { drawn, worded, type DiagramOptions, type DiagramWords } from "./draw.js";
import type { Emphasis } from "./emphasis.js";
import { lettersOf } from "./letters.js";
import { layOut } from "./lay-out.js";
import { common, matched } from "./match.js";
import { type Part, type Parts } from "./part.js";
import { partsOf } from "./parts.js";
import { phrases } from "./spoken.js";

/** How the difference of two cells is drawn. */
export interface DiffOptions extends Omit<DiagramOptions, "highlight" | "words" | "step"> {
  /** The words within the drawing. Default: in English. */
  readonly words?: Partial<DiagramWords & DiffWords>;
}
/** Words that only a difference needs. */
export interface DiffWords {
  /** Beside the sign of what is marked; {cell} is the other cell's name. */
  readonly added: string;
  /** Before the list of what the other cell has and this one has not. */
  readonly taken: string;
}
const ENGLISH: DiffWords = { added: "not in {cell}", taken: "taken away from {cell}" };

/**
 * One step of `to`, with the parts and lines marked that `from` does not have: thicker, and in another colour, with the
 * rest paler. The description lists what was taken away. Parts are the same if they have the same name, or else the same
 * sign and ties; a layer is the same whatever it reads, and marked where another function squashes it.
 */
export function diagramDiff(from: AnyCell, to: AnyCell, options: DiffOptions = {}): string {
  const [before, after] = [partsOf(from, options.sizes), partsOf(to, options.sizes)];
  const pairs = matched(before, after);
  const same = common(before, pairs);
  const gone = common(after, new Map([...pairs].map(([a, b]) => [b, a])));
  const emphasis: Emphasis = {
    any:
      after.all.some((p) => !same.hasPart(p)) ||
      linesOf(after).some((line) => !same.hasLine(...line)),
    fade: "0.45",
    part: (part) => !same.hasPart(part),
    wire: (wire) => !same.hasLine(wire.from, wire.to),
  };
  const words = { ...ENGLISH, ...options.words };
  const fill = (text: string): string => text.replace("{cell}", from.name);
  const taken = listed(before, gone, options.names);
  const added = listed(after, same, options.names);
  const marked = emphasis.any ? [fill(words.added)] : [];
  const notes = taken.length > 0 ? [`${fill(words.taken)}: ${taken.join("; ")}`] : [];
  const letters = lettersOf(after, options.names);
  return drawn(layOut(after), options, {
    emphasis,
    letters,
    title: `${to.name}: one step, compared with ${from.name}`,
    description: [
      ...worded(after, letters),
      ...(added.length > 0 ? [`${fill(words.added)}: ${added.join("; ")}`] : []),
      ...notes,
    ].join("; "),
    marked,
    notes,
  });
}
type Line = readonly [Part, Part | Parts["exits"][number]];
const linesOf = ({ all, exits }: Parts): Line[] => [
  ...all.flatMap((to) => to.inputs.map((from): Line => [from, to])),
  ...exits.map((exit): Line => [exit.from, exit]),
];
type Same = ReturnType<typeof common>;

/** In words: parts that the other has not, then lines between parts that it has. */
function listed(parts: Parts, other: Same, names: DiagramOptions["names"]): string[] {
  const say = phrases(parts, lettersOf(parts, names));
  const lost = parts.all.filter((p) => !other.hasPart(p));
  const lines = linesOf(parts).filter(
    ([a, b]) =>
      !other.hasLine(a, b) && !lost.includes(a) && ("upward" in b ? true : !lost.includes(b)),
  );
  return [
    ...lost.map(say.equation),
    ...lines.map(([a, b]) => `${say.name(a)} → ${"upward" in b ? b.state : say.name(b)}`),
  ];
}
