/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Figure } from "../index.js";
import { cardButtons, cardsWithStars } from "./cards.js";
import { showCell } from "./cell.js";
import { draw } from "./draw.js";
import {
  gatesFigure,
  lastStar,
  lossFigure,
  percent,
  rightFigure,
  shownOf,
  unitsFigure,
} from "./figures.js";
import { AGES, CELLS, memoryOf, SET, type CellName, type LearnerOptions } from "./learner.js";
import { element, translate } from "./text.js";
import { connect } from "./thread.js";
import type { Report } from "./trainer.js";
import { say, speak, spoken, type Word } from "./words.js";

const wanted = new URLSearchParams(location.search);
speak(wanted.get("lang") === "zh" ? "zh" : "en");
const [cellBox, seedBox, unitsBox] = [
  element("cell") as HTMLSelectElement,
  element("seed") as HTMLInputElement,
  element("units-show") as HTMLSelectElement,
];
if (Object.hasOwn(CELLS, wanted.get("cell") ?? "")) cellBox.value = wanted.get("cell")!;
if (/^\d{1,6}$/.test(wanted.get("seed") ?? "")) seedBox.value = wanted.get("seed")!;

let report: Report | undefined;
let error: string | undefined;
const isShared = globalThis.crossOriginIsolated;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const ask = connect(
  (next) => {
    const changes = report?.state !== next.state;
    report = next;
    if (changes) showState();
    void show().then(() => ask({ kind: "drawn" }));
  },
  (message) => {
    error = message;
    showState();
  },
  wanted.get("worker") === "no",
);

// The cards. The first star, on white, is 32 steps before the second, on black.
let cards = cardsWithStars(2, [0, 32]);
const setCards = cardButtons(element("cards"), () => look());
const look = (): void => ask({ kind: "look", x: cards });
const choose = (x: Float32Array): void => {
  cards = x;
  setCards(x);
  look();
};
let others = 2;
element("cards-first").addEventListener("click", () => choose(cardsWithStars(others, [0])));
element("cards-other").addEventListener("click", () => {
  others++;
  choose(cardsWithStars(others, [0, 5 + ((others * 7) % 30)]));
});

// The training.
const begin = (): void => {
  const cell = cellBox.value as CellName;
  const seed = Math.min(999_999, Math.max(0, Math.trunc(Number(seedBox.value)) || 0));
  seedBox.value = String(seed);
  const threads = isShared && navigator.hardwareConcurrency > 1 ? 2 : 1;
  [report, error] = [undefined, undefined];
  offer(cell);
  showCell(cell);
  showState();
  const options: LearnerOptions = { cell, seed, threads };
  ask({ kind: "begin", ...options });
};
element("train").addEventListener("click", () => ask({ kind: "train" }));
element("pause").addEventListener("click", () => ask({ kind: "pause" }));
for (const [id, event] of [
  ["again", "click"],
  ["cell", "change"],
  ["seed", "change"],
] as const)
  element(id).addEventListener(event, begin);
unitsBox.addEventListener("change", () => void show());

/** The gates and states that can be looked at, the first chosen. */
function offer(cell: CellName): void {
  const before = unitsBox.value;
  const keys = shownOf(cell);
  unitsBox.replaceChildren(...keys.map((key) => new Option(say(`name.${key}` as Word), key)));
  if (keys.includes(before)) unitsBox.value = before;
}

/** What is said once at each change, aloud too where a screen reader listens. */
function showState(): void {
  const state = report?.state ?? "loading";
  const values = {
    step: report?.step ?? 0,
    right: percent(report?.right[AGES - 1] ?? 0),
    error: error ?? "",
  };
  element("status").textContent = say(error ? "status.error" : `status.${state}`, values);
  (element("train") as HTMLButtonElement).disabled = state !== "ready" && state !== "paused";
  (element("pause") as HTMLButtonElement).disabled = state !== "training";
  document.body.dataset["state"] = error ? "error" : state;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
let drawing = Promise.resolve();
let pending = 0;
/**
 * Draws a figure at a time, each its own task, so that the page answers in between; while it trains those that can be
 * seen. Then it rests for twice as long as that took: on a slow device the figures follow less often, and nothing sticks.
 */
function show(): Promise<void> {
  document.body.dataset["drawing"] = String(++pending);
  return (drawing = drawing.then(async () => {
    const from = performance.now();
    if (report) await drawAll(report);
    if (--pending === 0) delete document.body.dataset["drawing"];
    if (report?.state === "training")
      await wait(calm.matches ? 2000 : 2 * (performance.now() - from));
  }));
}

async function drawAll(now: Report): Promise<void> {
  showLine(now);
  for (const [id, make] of Object.entries(figuresOf(now))) {
    if (now.state === "training" && !isSeen(element(id))) continue;
    await draw(element(id), make());
    await wait(0);
  }
}

function figuresOf(now: Report): Readonly<Record<string, () => Figure>> {
  const { look: seen, options } = now;
  const key = unitsBox.value;
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

function showLine({
  step,
  losses,
  ms,
  threads,
  fingerprint,
  look: seen,
  options: { cell },
}: Report): void {
  const numbers = {
    step,
    steps: SET.steps,
    loss: losses.at(-1)?.toFixed(3) ?? "–",
    ms: ms?.toFixed(1) ?? "–",
  };
  element("line").textContent = say("line", numbers);
  const why = threads > 1 ? "threads.shared" : isShared ? "threads.core" : "threads.single";
  element("threads").textContent = say(why);
  element("threads").dataset["threads"] = String(threads);
  element("fingerprint").textContent = say("fingerprint", { fingerprint });
  element("fingerprint").dataset["fingerprint"] = fingerprint;
  const memory = { H: SET.H, state: memoryOf(cell) === "c" ? "C" : "h" };
  element("gates-note").textContent = say(cell === "rnn" ? "gates.note.rnn" : "gates.note", memory);
  if (!seen) return;
  const end = SET.T - 1;
  const star = lastStar(seen.x, end);
  const [said, colour] = [seen.white[end] > 0.5, seen.x[2 * star] === 1].map((w) =>
    say(w ? "white" : "black"),
  );
  const sure = percent(Math.max(seen.white[end], 1 - seen.white[end]));
  const verdict = {
    age: end - star,
    colour,
    said,
    percent: sure,
    right: say(said === colour ? "right" : "wrong"),
  };
  element("verdict").textContent = star < 0 ? say("verdict.none") : say("verdict", verdict);
}

function showAll(): void {
  translate();
  setCards(cards);
  offer(cellBox.value as CellName);
  showCell(cellBox.value as CellName);
  showState();
  void show();
}
element("language").addEventListener("click", () => {
  speak(spoken() === "en" ? "zh" : "en");
  showAll();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => void show());
let width = innerWidth;
addEventListener("resize", () => {
  if (width !== innerWidth) void show(); // a phone's bar that hides itself changes the height only
  width = innerWidth;
});

showAll();
look();
begin();
