import { random } from "../core/random.js";
import type { StreamReader } from "../experiments/forgetting.js";
import { table, type Shown } from "../plot/display.js";
import { errorFree, nextSymbol } from "../tasks/next-symbol.js";
import { embeddedReber } from "../tasks/reber.js";
import { say } from "./language.js";
import { thousands } from "./thousands.js";

const STREAMS = 10;

/** How far networks read ten fresh streams before their first mistake, a row a network, the shortest first. */
export function mistakesTable(
  readers: Readonly<Record<string, Pick<StreamReader, "net">>>,
  symbols: number,
): Shown {
  const dice = random(5).fork("ten streams");
  const texts = Array.from({ length: STREAMS }, () => embeddedReber.stream(dice, symbols + 1));
  const asked = nextSymbol(embeddedReber, texts);
  return table(
    ["", say("forgetting.mistakes.symbols", { symbols: thousands(symbols) })],
    Object.entries(readers).map(([name, { net }]) => {
      const lengths = errorFree(asked, net.run(asked.x).output);
      return [
        name,
        lengths
          .toSorted((a, b) => a - b)
          .map(thousands)
          .join("  "),
      ];
    }),
  );
}
