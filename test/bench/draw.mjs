/** @typedef {import("./lines.mjs").Line} Line */
/** @typedef {{ section: string, peer: string, lines: Line[] }} Band the comparisons with one peer, by size */

// Okabe and Ito's blue and vermilion, which colour-blind eyes tell apart; a different shape says the same.
const OURS = { workbook: "#0072b2", flagless: "#d55e00" };
// Of the same contrast to white paper and to a dark page.
const GREY = "#7d8088";
const [LEFT, RIGHT, TOP, BAND] = [300, 40, 44, 30];
const WIDTH = 860;
const MEASURES = ["forward + backward", "forward", "product"];

/**
 * How many times as fast as each peer we are, a band a comparison, from the smallest size (left in a band's row of
 * five) to the largest; SVG that can be read on white and on dark.
 * @param {{ date: string, machine: Record<string, unknown>, lines: Line[] }} results
 */
export function draw({ date, machine, lines }) {
  const bands = bandsOf(lines);
  const ratios = bands.flatMap((band) => band.lines.map((line) => line.ratio?.median ?? 1));
  const [least, most] = [Math.min(0.5, ...ratios) / 1.1, Math.max(2, ...ratios) * 1.1];
  const x = (/** @type {number} */ ratio) =>
    LEFT + ((WIDTH - LEFT - RIGHT) * Math.log(ratio / least)) / Math.log(most / least);
  const bottom = TOP + bands.length * BAND;
  const ticks = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128].filter((t) => t > least && t < most);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 40}" font-family="sans-serif" font-size="13" fill="${GREY}">`,
    `<title>Peer's time divided by ours, one measurement a mark; right of the line at 1 we are faster</title>`,
    key(),
    ...ticks.map((tick) => grid(x(tick), bottom, tick)),
    ...bands.map((band, k) => bandOf(band, TOP + k * BAND, x)),
    text(
      WIDTH - RIGHT,
      bottom + 34,
      `${machine["processor"]}, ${machine["cores"]} cores, ${date}`,
      "end",
    ),
    "</svg>\n",
  ].join("\n");
}

/** @param {Line[]} lines */
function bandsOf(lines) {
  /** @type {Map<string, Band>} */
  const bands = new Map();
  for (const line of lines) {
    const { section, name, peer = "", ours, ratio, measure } = line;
    const known = ours.split(",")[0] in OURS && /PyTorch|onnxruntime|OpenBLAS/.test(peer);
    const repeated = peer === "PyTorch" ? measure !== "forward + backward" : / a'| b'/.test(name);
    if (!ratio || !known || repeated || !MEASURES.includes(measure)) continue;
    const key = `${section}|${peer}`;
    const band = bands.get(key) ?? { section, peer, lines: [] };
    band.lines.push(line);
    bands.set(key, band);
  }
  return [...bands.values()];
}

/**
 * @param {Band} band
 * @param {number} top
 * @param {(ratio: number) => number} x
 */
function bandOf({ section, peer, lines }, top, x) {
  const names = [...new Set(lines.map(({ name }) => name))];
  const marks = lines.map(({ name, ours, ratio, measure }) => {
    const kind = ours.split(",")[0] === "workbook" ? "workbook" : "flagless";
    const size = 2.5 + (3 * names.indexOf(name)) / Math.max(1, names.length - 1);
    const y = top + (kind === "workbook" ? 10 : 20);
    const said = `${section}, ${name}, ${measure}, ${ours}: ${ratio?.median.toFixed(2)}`;
    return mark(kind, x(ratio?.median ?? 1), y, size, said);
  });
  return [text(LEFT - 10, top + 19, `${section} / ${peer}`, "end"), ...marks].join("");
}

/**
 * @param {keyof typeof OURS} kind
 * @param {number} x
 * @param {number} y
 * @param {number} size
 * @param {string} said
 */
function mark(kind, x, y, size, said) {
  const shape =
    kind === "workbook"
      ? `circle cx="${x.toFixed(1)}" cy="${y}" r="${size.toFixed(1)}"`
      : `rect x="${(x - size).toFixed(1)}" y="${(y - size).toFixed(1)}" width="${(2 * size).toFixed(1)}" height="${(2 * size).toFixed(1)}"`;
  const name = shape.split(" ")[0];
  return `<${shape} fill="${OURS[kind]}" fill-opacity="0.8"><title>${escape(said)}</title></${name}>`;
}

/**
 * @param {number} x
 * @param {number} bottom
 * @param {number} tick
 */
const grid = (x, bottom, tick) =>
  `<path d="M${x.toFixed(1)} ${TOP - 4}V${bottom}" stroke="${GREY}" stroke-opacity="${tick === 1 ? 1 : 0.3}" stroke-width="${tick === 1 ? 2 : 1}"/>` +
  text(x, bottom + 16, `${tick}`, "middle");

const key = () =>
  [
    mark("workbook", LEFT + 6, 14, 5, "workbook"),
    text(LEFT + 16, 18, "workbook's Node", "start"),
    mark("flagless", LEFT + 146, 14, 5, "flagless"),
    text(LEFT + 156, 18, "any Node", "start"),
    text(LEFT + 236, 18, "the larger the mark, the larger the size", "start"),
    text(LEFT - 10, 18, "times as fast as", "end"),
  ].join("");

/**
 * @param {number} x
 * @param {number} y
 * @param {string} content
 * @param {"start" | "middle" | "end"} anchor
 */
const text = (x, y, content, anchor) =>
  `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}">${escape(content)}</text>`;

/** @param {string} content */
const escape = (content) =>
  content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
