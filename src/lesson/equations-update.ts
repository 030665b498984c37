import { lstm } from "../cells/lstm.js";
import { network } from "../models/network.js";
import { axis, COLOURS, figure, round, type Figure } from "../plot/figure.js";
import { say } from "./language.js";

/** The state before a step, and what the gates of that step say. */
export interface Update {
  /** The old value of the cell. */
  readonly c: number;
  /** The forget gate. */
  readonly f: number;
  /** The input gate. */
  readonly i: number;
  /** The candidate. */
  readonly g: number;
}

/** One update of the cell state as bars: the old value, what is kept, what is written, the new value. */
export function update({ c, f, i, g }: Update): Figure {
  const unit = network(lstm, { input: 1, hidden: 1 });
  const after = (pin: { f: number; i: number; g?: number }): number =>
    round(unit.run([0], { pin, initial: { c } }).c.data[0]!, 4);
  const [kept, written, sum] = [after({ f, i: 0 }), after({ f: 0, i, g }), after({ f, i, g })];
  const values = [c, kept, written, sum];
  const bars = {
    type: "bar",
    x: [
      say("equations.update.old"),
      say("equations.update.kept"),
      say("equations.update.written"),
      say("equations.update.new"),
    ],
    y: values,
    base: [0, 0, kept, 0], // what is written starts where what is kept ends
    text: values.map((v) => String(v).replace("-", "−")),
    textposition: "outside",
    cliponaxis: false,
    marker: {
      color: [COLOURS[0], COLOURS[0], COLOURS[1], COLOURS[2]],
      pattern: { shape: ["", "", "/", ""] },
    },
    hovertemplate: "%{x}: %{text}<extra></extra>",
  };
  return figure({
    data: [bars],
    layout: {
      title: { text: say("equations.update.title") },
      xaxis: axis("", { tickangle: 0 }),
      yaxis: axis(say("equations.update.y"), { zeroline: true }),
      showlegend: false,
      height: 380,
    },
    alt: say("equations.update.alt", { c, f, i, g, kept, written, sum }),
  });
}
