/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { say, spoken, type Word } from "./words.js";

/** An element that index.html has. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new ReferenceError(`page: index.html has no element "${id}"`);
  return found;
}

/** Writes every fixed text of the page, in the chosen language: each element names its own by data-say. */
export function translate(): void {
  document.documentElement.lang = spoken() === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const node of document.querySelectorAll<HTMLElement>("[data-say]"))
    node.textContent = say(node.dataset["say"] as Word);
  const other = element("language");
  other.lang = spoken() === "zh" ? "en" : "zh-CN";
}
