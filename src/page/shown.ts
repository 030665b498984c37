/// <reference lib="dom" />
import { lastStar, percent } from "./figures.js";
import { AGES, memoryOf, SET, type Look } from "./learner.js";
import { element } from "./text.js";
import type { Report } from "./trainer.js";
import { say } from "./words.js";

/** What is said once at each change, aloud too where a screen reader listens. */
export function showState(report: Report | undefined, error: string | undefined): void {
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

/** What is said at each report, for who looks. */
export function showNumbers({
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
  const why =
    threads > 1
      ? "threads.shared"
      : globalThis.crossOriginIsolated
        ? "threads.core"
        : "threads.single";
  element("threads").textContent = say(why);
  element("threads").dataset["threads"] = String(threads);
  element("fingerprint").textContent = say("fingerprint", { fingerprint });
  element("fingerprint").dataset["fingerprint"] = fingerprint;
  const memory = { H: SET.H, state: memoryOf(cell) === "c" ? "C" : "h" };
  element("gates-note").textContent = say(cell === "rnn" ? "gates.note.rnn" : "gates.note", memory);
  if (seen) element("verdict").textContent = verdict(seen);
}

/** How it answers where it has had to wait longest. */
function verdict({ x, white }: Look): string {
  const ages = Array.from(white, (_, t) => (lastStar(x, t) < 0 ? -1 : t - lastStar(x, t)));
  const age = Math.max(...ages);
  if (age < 0) return say("verdict.none");
  const t = ages.indexOf(age);
  const [said, colour] = [white[t] > 0.5, x[2 * (t - age)] === 1].map((w) =>
    say(w ? "white" : "black"),
  );
  const right = say(said === colour ? "right" : "wrong");
  return say("verdict", {
    ...{ t: t + 1, age, colour, said, right },
    percent: percent(Math.max(white[t], 1 - white[t])),
  });
}
