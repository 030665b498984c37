/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Figure } from "../index.js";

declare const Plotly: {
  react(at: HTMLElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
};

const CONFIG = { displayModeBar: false, displaylogo: false, showSendToCloud: false };

/** Draws a figure of the library in its place on the page, in the page's colours. Plotly writes into what it is given. */
export async function draw(at: HTMLElement, { data, layout }: Figure): Promise<void> {
  const { alt } = layout["meta"] as { readonly alt: string };
  at.setAttribute("role", "img");
  at.setAttribute("aria-label", alt);
  const own = structuredClone({ data, layout }) as {
    data: unknown;
    layout: Record<string, unknown>;
  };
  const axes = Object.keys(own.layout).filter((key) => /^[xy]axis/.test(key));
  // Dragging on a phone is scrolling.
  for (const key of axes) own.layout[key] = { ...(own.layout[key] as object), fixedrange: true };
  const fitted = { ...own.layout, ...toFit(at.clientWidth, own.layout) };
  await Plotly.react(at, own.data, fitted, CONFIG);
  at.dataset["drawn"] = String(Number(at.dataset["drawn"] ?? 0) + 1);
}

/** For the width that there is, in letters as large as the page's; dragging is for scrolling. */
function toFit(width: number, layout: Record<string, unknown>) {
  const letter = (7 / 8) * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const margin = layout["margin"] as { readonly t: number };
  // A figure leaves its legend the lines that it takes on a phone.
  const lines = Math.max(0, (margin.t - 50) / 24);
  const t = 50 + 24 * Math.min(lines, Math.ceil((lines * 300) / width));
  return {
    width,
    template: { layout: colours() },
    margin: { ...margin, t: (t * letter) / 14 },
    font: { ...(layout["font"] as object), size: letter },
    title: { ...(layout["title"] as object), font: { size: letter * 1.15 } },
    dragmode: false,
  };
}

/** The style sheet's colours of the moment, light or dark. */
function colours() {
  const style = getComputedStyle(document.documentElement);
  const [paper, ink, line] = ["paper", "ink", "line"].map((name) =>
    style.getPropertyValue(`--${name}`).trim(),
  );
  const axis = { gridcolor: line, linecolor: line, zerolinecolor: line };
  return {
    paper_bgcolor: paper,
    plot_bgcolor: paper,
    font: { color: ink },
    xaxis: axis,
    yaxis: axis,
  };
}
