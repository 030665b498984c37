import { lstm } from "../cells/lstm.js";
import { network } from "../models/network.js";
import { checked, near, right, wrong, type Checked } from "./check.js";
import type { Key } from "./table.js";

/** What somebody who makes this mistake answers. */
type Slip = readonly [answer: number, words: Key];

const slipped = (answer: unknown, slips: readonly Slip[], otherwise: Key) => {
  if (typeof answer !== "number" || Number.isNaN(answer)) return wrong("equations.check.number");
  const slip = slips.find(([value]) => near(answer, value, 0.005));
  return wrong(slip ? slip[1] : otherwise, { answer });
};

/** Exercise 1: C_2 from C_0 = 2; f, i, C~ = 0.5, 1, -0.5 and then 0.8, 0.5, 0.6. */
export const checkSecondState = (answer: unknown): Checked =>
  checked(answer, (given) =>
    near(given, 0.7, 0.005)
      ? right("equations.check.state.right")
      : slipped(
          given,
          [
            [0.5, "equations.check.state.first"],
            [0.4, "equations.check.state.nothingWritten"],
            [0.3, "equations.check.state.oldLost"],
            [0.604, "equations.check.state.tanh"],
            [0.73, "equations.check.state.swapped"],
            [0.8, "equations.check.state.nothingForgotten"],
            [1, "equations.check.state.ungated"],
          ],
          "equations.check.state.other",
        ),
  );

/** Exercise 2: how many numbers an LSTM of I = 3 and H = 4 learns; counted in a real one. */
export const checkParameterCount = (answer: unknown): Checked =>
  checked(answer, (given) =>
    near(given, network(lstm, { input: 3, hidden: 4 }).params.flat.length, 0)
      ? right("equations.check.count.right")
      : slipped(
          given,
          [
            [112, "equations.check.count.noBias"],
            [32, "equations.check.count.oneLayer"],
            [64, "equations.check.count.noH"],
            [80, "equations.check.count.noX"],
            [96, "equations.check.count.gatesOnly"],
          ],
          "equations.check.count.other",
        ),
  );
