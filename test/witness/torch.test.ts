import { gruResetAfter } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import {
  torchBidirectional,
  torchCtc,
  torchGru,
  torchLstm,
  torchPacked,
  torchRnn,
  torchStacked,
  torchStackedBidirectional,
} from "../golden/golden.js";
import { comparison } from "./comparison.js";
import { ctcAgainstTorch, layerAgainstTorch, stackAgainstTorch, worstOf } from "./torch.js";

const cells = { rnn, lstm, gru: gruResetAfter };

for (const [dtype, witness, limit] of [
  ["float64", "PyTorch", 2e-8], // its numbers are rounded to 9 digits
  ["float32", "PyTorch, Float32", 2e-5],
] as const) {
  for (const { cell, cases } of [torchRnn, torchLstm, torchGru])
    comparison({ name: cells[cell].name, form: "cell", witness, limit }, () =>
      worstOf(cases, (c) => layerAgainstTorch(cells[cell], c, dtype)),
    );

  for (const [form, cases] of [
    ["bidirectional", torchBidirectional.cases],
    ["stacked", torchStacked.cases],
    ["stacked, bidirectional", torchStackedBidirectional.cases],
    ["packed", torchPacked.cases.filter(({ D }) => D === 1)],
    ["packed, bidirectional", torchPacked.cases.filter(({ D }) => D === 2)],
  ] as const)
    for (const name of ["rnn", "lstm", "gru"] as const) {
      const own = cases.filter(({ cell }) => cell === name);
      if (own.length > 0)
        comparison({ name: cells[name].name, form, witness, limit }, () =>
          worstOf(own, (c) => stackAgainstTorch(cells[name], c, dtype)),
        );
    }

  comparison({ name: "CTC", form: "loss", witness, limit }, () =>
    // With one class, the blank alone, there is nothing to read, and the library says so.
    worstOf(
      torchCtc.cases.filter(({ K }) => K > 1),
      (c) => ctcAgainstTorch(c, dtype),
    ),
  );
}
