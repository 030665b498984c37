import type { Emphasis } from "./emphasis.js";
import type { Layout } from "./lay-out.js";
import { legendOf, type LegendWords } from "./legend.js";
import { signIn, type Lettered, type Letters } from "./letters.js";
import { isPart, STOP, type Exit, type Part, type Parts } from "./part.js";
import { isPaced, pace, type PaceWords } from "./pace.js";
import { isBelow } from "./placed.js";
import type { Point } from "./route.js";
import { bridge, clip, crossings } from "./clip.js";
import { hollow, shape } from "./shapes.js";
import { halfOf, px, RADIUS, U } from "./sizes.js";
import { bold, line, pen } from "./strokes.js";
import type { Wire } from "./wires.js";
import { symbol } from "./scripts.js";
import { element, INK, picture, rect, words as plain } from "./svg.js";

export interface SceneWords extends LegendWords, PaceWords {
  /** Over the lines that come in, and over those that go out. */
  readonly before: string;
  readonly after: string;
}
export interface Scene {
  readonly letters: Letters;
  readonly emphasis: Emphasis;
  readonly words: SceneWords;
  readonly legend: boolean;
  readonly title: string;
  readonly description: string;
  /** Parts that do nothing at this step. */
  readonly resting?: ReadonlySet<Part>;
  /** What the strong lines are, for the legend; and lines of text under it. */
  readonly marked?: readonly string[];
  readonly notes?: readonly string[];
}

/** A laid out cell as a picture. */
export function scene({ parts, placed, wires }: Layout, scene: Scene): string {
  const { at, flow, body } = placed;
  const { emphasis, letters, words, resting = new Set() } = scene;
  const groups = { faded: [] as string[], strong: [] as string[] };
  const put = (strong: boolean, drawn: string): unknown =>
    groups[strong ? "strong" : "faded"].push(drawn);
  const name = (strong: boolean, at: Point, { letter, sub }: Lettered, anchor: string): unknown =>
    put(strong, symbol(at, letter, sub, 22, { "text-anchor": anchor, ...bold(strong) }));

  for (const wire of wires) {
    const strong = emphasis.wire(wire);
    const id = `${idOf(parts, wire.from)}>${idOf(parts, wire.to)}`;
    const isMerged =
      isPart(wire.to) &&
      (resting.has(wire.to) || halfOf(wire.to).width === 0 || wire.to.glyph === STOP);
    if (isPart(wire.to) && wire.to.kind === "value") continue;
    // What rests reads nothing but its own old value, which goes straight on.
    if (isPart(wire.to) && resting.has(wire.to) && !isOwn(parts, wire)) continue;
    put(strong, line(clip(wire), { ...pen(strong), "data-wire": id }, !isMerged));
    if (isPart(wire.to)) continue;
    const { x, y } = px(wire.points.at(-1)!);
    const label = letters.exit(wire.to);
    if (wire.points.at(-1)!.y < body.top) name(strong, { x, y: y - 10 }, label, "middle");
    else name(strong, { x: x + 8, y: y + 6 }, label, "start");
  }
  for (const { at, across, down } of crossings(wires)) {
    const [a, d] = [across.some(emphasis.wire), down.some(emphasis.wire)];
    put(a || d, bridge(px(at), a && !d, pen(a || d)));
  }
  const states = Object.keys(parts.next).length;
  const leaving = new Set(parts.exits.map(({ from }) => from));
  for (const part of parts.all) {
    const strong = emphasis.part(part);
    const p = px(at.get(part)!);
    put(
      strong,
      resting.has(part)
        ? hollow(p, part)
        : shape(p, { ...part, text: signIn(part, letters) }, strong),
    );
    const state = Object.keys(parts.next).find((key) => parts.next[key] === part);
    if (state !== undefined && isPaced(parts)) {
      const rests = resting.has(part) ? ` · ${words.rests}` : "";
      const under = { x: p.x, y: p.y + halfOf(part).height + 18 };
      put(
        strong,
        plain(under, pace(parts.every[state]!, words) + rests, 14, { "text-anchor": "middle" }),
      );
    }
    // What leaves the cell is named where it does; a gate that is also a state is named twice.
    const isNamed =
      part.name !== undefined && (!leaving.has(part) || (part.kind === "layer" && states > 1));
    if (!isNamed || part.kind === "cell") continue;
    const shown = strong || wires.some((w) => w.from === part && emphasis.wire(w));
    const half = halfOf(part);
    const [dx, dy] = part.kind === "op" ? [RADIUS * 0.8, RADIUS] : [8, half.height];
    const beside =
      flow.get(part) === 0
        ? { x: p.x + half.width + 6, y: p.y - 10 }
        : { x: p.x + dx, y: p.y - dy - 10 };
    name(shown, beside, letters.part(part), "start");
  }
  for (const [key, part] of Object.entries(parts.sources)) {
    const strong = wires.some((w) => w.from === part && emphasis.wire(w));
    const { x, y } = px(at.get(part)!);
    const label = letters.source(key);
    if (isBelow(part) && at.get(part)!.y > body.bottom)
      name(strong, { x, y: y + 24 }, label, "middle");
    else name(strong, { x: x - 8, y: y + 6 }, label, "end");
  }

  const [left, right, top] = [-3 * U, (body.right + 5) * U, -1.9 * U];
  const legendAt = { x: left + 20, y: (body.bottom + 4.6) * U };
  const legend = scene.legend
    ? legendOf(parts, words, legendAt, right - left - 40, scene)
    : { drawn: "", height: 0 };
  const bottom = (body.bottom + 4.2) * U + legend.height;
  const note = (body.top - 0.6) * U;
  const outline = { rx: 18, fill: INK.body, stroke: INK.bodyEdge, "stroke-width": 1.5 };
  return picture(
    [left, top],
    [right - left, bottom - top],
    scene,
    rect(
      [body.left * U, body.top * U],
      [(body.right - body.left) * U, (body.bottom - body.top) * U],
      outline,
    ),
    plain({ x: left + 14, y: note }, words.before, 15),
    plain({ x: right - 14, y: note }, words.after, 15, { "text-anchor": "end" }),
    element("g", { opacity: emphasis.any ? emphasis.fade : undefined }, ...groups.faded),
    element("g", {}, ...groups.strong),
    legend.drawn,
  );
}

const isOwn = ({ next, sources }: Parts, { from, to }: Wire): boolean =>
  Object.keys(next).some((key) => next[key] === to && sources[key] === from);

/** A line's two ends by name, for tests and for whoever styles the picture: "h>f", "c>c'" (c' is the next c). */
export function idOf({ all, next }: Parts, a: Part | Exit): string {
  if (!isPart(a)) return a.upward ? `${a.state} up` : `${a.state} out`;
  const state = Object.keys(next).find((key) => next[key] === a);
  if (a.kind === "source") return a.glyph;
  return state === undefined ? (a.name ?? `${a.glyph}${all.indexOf(a)}`) : `${state}'`;
}
