/// <reference lib="dom" />
import type { Figure } from "../index.js";
import { draw } from "./draw.js";
import { gatesFigure, lossFigure, rightFigure, shownOf, unitsFigure } from "./figures.js";
import { element } from "./text.js";
import type { Report } from "./trainer.js";

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
let drawing = Promise.resolve();
let pending = 0;

/** Draws what `report` gives when the figures before it are drawn. */
export function redraw(report: () => Report | undefined): Promise<void> {
  document.body.dataset["drawing"] = String(++pending);
  return (drawing = drawing.then(async () => {
    const now = report();
    if (now) await drawAll(now);
    if (--pending === 0) delete document.body.dataset["drawing"];
  }));
}

/** A figure at a time, each its own task, so that the page answers in between; while it trains, those that can be seen. */
async function drawAll(now: Report): Promise<void> {
  for (const [id, make] of Object.entries(figuresOf(now))) {
    if (now.state === "training" && !isSeen(element(id))) continue;
    await draw(element(id), make());
    await wait(0);
  }
}

function figuresOf(now: Report): Readonly<Record<string, () => Figure>> {
  const { look: seen, options } = now;
  const key = (element("units-show") as HTMLSelectElement).value;
  return {
    loss: () => lossFigure(now),
    right: () => rightFigure(now),
    ...(seen ? { gates: () => gatesFigure(now, seen) } : {}),
    ...(seen && shownOf(options.cell).includes(key)
      ? { units: () => unitsFigure(now, seen, key) }
      : {}),
  };
}
const isSeen = (at: HTMLElement): boolean => {
  const { top, bottom } = at.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
