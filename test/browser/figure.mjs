/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/**
 * What a reader would miss in a figure as it is on the page now. Runs in the page.
 * @param {Element} figure the output that our renderer fills
 * @returns {string[]}
 */
export function missing(figure) {
  const found = [];
  const room = figure.getBoundingClientRect();
  const drawing = figure.querySelector("img");
  if (drawing) {
    if (!drawing.complete || drawing.naturalWidth === 0) found.push("no drawing");
    if (drawing.clientWidth < 500) found.push(`a drawing ${drawing.clientWidth} px wide`);
    const scrolls = getComputedStyle(figure).overflowX === "auto";
    if (drawing.clientWidth > room.width + 1 && !scrolls) found.push("a drawing is cut off");
    if (!drawing.alt) found.push("no text alternative");
    return found;
  }
  const svg = figure.querySelector(".main-svg")?.getBoundingClientRect();
  if (!svg || svg.width < 100 || svg.height < 100) return ["no drawing"];
  const marks = [...figure.querySelectorAll(".mlayer path, .mlayer image, .shapelayer path")];
  const seen = marks.map((mark) => mark.getBoundingClientRect());
  if (!seen.some(({ width, height }) => width + height > 1)) found.push("axes but no traces");
  if (Math.abs(svg.width - room.width) > 1) {
    found.push(`${Math.round(svg.width)} px wide, where ${Math.round(room.width)} px are free`);
  }
  for (const text of figure.querySelectorAll(".main-svg text")) {
    const { left, right, top, bottom, width } = text.getBoundingClientRect();
    const inside = left > svg.left - 2 && right < svg.right + 2;
    if (width > 0 && !(inside && top > svg.top - 2 && bottom < svg.bottom + 2)) {
      found.push(`"${text.textContent}" is cut off`);
    }
  }
  if (figure.getAttribute("role") !== "img" || !figure.getAttribute("aria-label")) {
    found.push("no text alternative");
  }
  return found;
}
