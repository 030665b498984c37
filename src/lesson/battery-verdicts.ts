import type { Stored } from "../experiments/experiment.js";
import { table, type Shown } from "../plot/display.js";
import type { Decision } from "./ledger-rule.js";
import { say } from "./language.js";
import { betterThanRnn, longTerm } from "./rules-battery.js";

/** What the stored runs say of the essay's two claims that this battery tests, by rules older than the runs. */
export const verdictTable = (stored: Stored): Shown =>
  table(
    [
      say("battery.verdict.claim"),
      say("battery.verdict.rule"),
      say("battery.verdict.found"),
      say("battery.verdict.verdict"),
    ],
    (
      [
        ["ledger.15", longTerm],
        ["ledger.7", betterThanRnn],
      ] as const
    ).map(([claim, rule]) => {
      const decision = rule.decide(stored);
      const { words, values, low, high } = decision.figure;
      const interval = `${low.toFixed(2)}–${high.toFixed(2)}`;
      return [
        say(claim),
        say(rule.words),
        `${say(words, values)} (${interval})`,
        verdict(decision),
      ];
    }),
  );

function verdict({ verdict: which, condition }: Decision): string {
  if (which === "holds if")
    return say("battery.verdict.if", {
      condition: condition ? say(condition.words, condition.values) : "",
    });
  return say(which === "holds" ? "battery.verdict.holds" : "battery.verdict.not");
}
