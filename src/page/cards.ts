/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { random } from "../index.js";
import { SET } from "./learner.js";
import { say } from "./words.js";

const { T } = SET;

/** Cards by the toss of a coin, with stars at the given steps (from 0). */
export function cardsWithStars(seed: number, stars: readonly number[]): Float32Array {
  const dice = random(seed).fork("cards");
  return Float32Array.from({ length: 2 * T }, (_, k) =>
    k % 2 === 0 ? 2 * dice.below(2) - 1 : stars.includes((k - 1) / 2) ? 1 : 0,
  );
}

/** Two buttons a step, its colour and its star, that change `x` and then call `changed`. One of them is in the Tab order. */
export function cardButtons(at: HTMLElement, changed: () => void): (x: Float32Array) => void {
  let x: Float32Array = new Float32Array(2 * T);
  const buttons = Array.from({ length: 2 * T }, (_, k) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = k % 2 === 0 ? "colour" : "star";
    button.textContent = k % 2 === 0 ? "" : "★";
    button.tabIndex = k === 0 ? 0 : -1;
    button.addEventListener("click", () => {
      x[k] = k % 2 === 0 ? -x[k] : 1 - x[k];
      show();
      changed();
    });
    button.addEventListener("focus", () => {
      for (const [j, other] of buttons.entries()) other.tabIndex = j === k ? 0 : -1;
    });
    return button;
  });
  at.replaceChildren(
    ...STEPS.map((t) => {
      const step = document.createElement("div");
      const number = document.createElement("span");
      number.textContent = String(t + 1);
      number.ariaHidden = "true";
      step.append(buttons[2 * t], buttons[2 * t + 1], number);
      return step;
    }),
  );
  const MOVES: Readonly<Record<string, number>> = {
    ArrowLeft: -2,
    ArrowRight: 2,
    ArrowUp: -1,
    ArrowDown: 1,
  };
  at.addEventListener("keydown", (event) => {
    const by = MOVES[event.key];
    const k = buttons.indexOf(event.target as HTMLButtonElement);
    if (by === undefined || k < 0) return;
    event.preventDefault();
    buttons[k + by]?.focus();
  });
  const show = (): void => {
    for (const [k, button] of buttons.entries()) {
      button.ariaPressed = String(x[k] === 1);
      button.ariaLabel = say(k % 2 === 0 ? "cards.colour" : "cards.mark", {
        t: Math.floor(k / 2) + 1,
      });
    }
    at.ariaLabel = say("cards.group");
  };
  return (wanted) => {
    x = wanted;
    show();
  };
}
const STEPS = Array.from({ length: T }, (_, t) => t);
