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
  const fitted = {
    ...own.layout,
    width: at.clientWidth,
    template: { layout: colours() },
    dragmode: false,
  };
  await Plotly.react(at, own.data, fitted, CONFIG);
  at.dataset["drawn"] = String(Number(at.dataset["drawn"] ?? 0) + 1);
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
