import type { Point } from "./route.js";

/**
 * Hues after Okabe & Ito, which colour-blind readers tell apart. The panel is opaque: a picture in a notebook does not
 * know whether the page around it is dark.
 */
export const INK = {
  panel: "#fdfcf8",
  edge: "#b9b4a6",
  body: "#e9f3ee",
  bodyEdge: "#5f9c86",
  line: "#20262e",
  quiet: "#4a5058",
  strong: "#0066a6",
  layer: "#fbe27a",
  layerEdge: "#8a6a00",
  cell: "#cfe3d8",
  op: "#f3cfe1",
  opEdge: "#9c3f72",
};
export const SERIF = "Georgia, 'Times New Roman', 'Noto Serif CJK SC', 'Songti SC', SimSun, serif";
export const SANS =
  "'Helvetica Neue', Arial, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif";

/** Text as it may stand in XML. */
export const escape = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
    // oxlint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
/** At most one decimal, so that the same drawing is the same text everywhere. */
export const n = (value: number): string => String(Math.round(value * 10) / 10 + 0);

export type Attributes = Readonly<Record<string, string | number | undefined>>;
/** An element; its children are elements or text that has been escaped. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === "number" ? n(value) : escape(value!)}"`);
  const inside = children.join("");
  return `<${name}${written.join("")}${inside === "" ? "/>" : `>${inside}</${name}>`}`;
}

/** Plain words. */
export const words = (at: Point, text: string, size: number, more: Attributes = {}): string =>
  element(
    "text",
    { x: at.x, y: at.y, "font-family": SANS, "font-size": size, fill: INK.quiet, ...more },
    escape(text),
  );

/** About how wide words are: CJK signs are square, others half of it. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2e80 ? 1 : 0.5) * size, 0);

type Pair = readonly [x: number, y: number];
/** A rectangle by its left upper corner and its size. */
export const rect = ([x, y]: Pair, [width, height]: Pair, more: Attributes): string =>
  element("rect", { x, y, width, height, ...more });

/** A sign with its middle at a point. */
export function sign({ x, y }: Point, text: string, size: number, more: Attributes = {}): string {
  const middle = { x, y: y + size * 0.33, "text-anchor": "middle", "font-size": size };
  const type = { "font-family": SERIF, fill: INK.line, ...more };
  return element("text", { ...middle, ...type }, escape(text));
}

/** A whole picture on a panel of its own, with a name and a description for those who do not see it. */
export function picture(
  [left, top]: Pair,
  [width, height]: Pair,
  said: { readonly title: string; readonly description: string },
  ...content: string[]
): string {
  const panel = { rx: 14, fill: INK.panel, stroke: INK.edge };
  const viewBox = [left, top, width, height].map(n).join(" ");
  return element(
    "svg",
    { xmlns: "http://www.w3.org/2000/svg", role: "img", viewBox, width, height },
    element("title", {}, escape(said.title)),
    element("desc", {}, escape(said.description)),
    rect([left + 1, top + 1], [width - 2, height - 2], panel),
    ...content,
  );
}
