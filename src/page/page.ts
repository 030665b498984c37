/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { cardButtons, cardsWithStars } from "./cards.js";
import { showCell } from "./cell.js";
import { shownOf } from "./figures.js";
import { CELLS, type CellName, type LearnerOptions } from "./learner.js";
import { redraw, wait } from "./redraw.js";
import { showNumbers, showState } from "./shown.js";
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
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const ask = connect(
  (next) => {
    const changes = report?.state !== next.state;
    report = next;
    if (changes) showState(report, error);
    const from = performance.now();
    // A rest of twice the time that it took: on a slow device the figures follow less often, and nothing sticks.
    const rest = () => (calm.matches ? 2000 : 2 * (performance.now() - from));
    void show()
      .then(() => (next.state === "training" ? wait(rest()) : undefined))
      .then(() => ask({ kind: "drawn" }));
  },
  (message) => {
    error = message;
    showState(report, error);
  },
  wanted.get("worker") === "no",
);
function show(): Promise<void> {
  if (report) showNumbers(report);
  return redraw(() => report);
}

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
  const threads = globalThis.crossOriginIsolated && navigator.hardwareConcurrency > 1 ? 2 : 1;
  [report, error] = [undefined, undefined];
  offer(cell);
  showCell(cell);
  showState(report, error);
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

function showAll(): void {
  translate();
  setCards(cards);
  offer(cellBox.value as CellName);
  showCell(cellBox.value as CellName);
  showState(report, error);
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
