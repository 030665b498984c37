import { clockwork } from "../../src/cells/clockwork.js";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { square } from "../../src/graph/functions.js";
import { mul, sumTo } from "../../src/graph/ops.js";
import { gradient } from "../../src/graph/reverse.js";
import { againstDifferences } from "./checks.js";
import { CASES, comparison } from "./comparison.js";
import type { Form } from "./forms.js";

/** |dL/dx|^2, where L is a random functional of h: its gradient is one of a gradient, a scan reversed twice. */
const twice = (cell: AnyCell, more: Partial<Form> = {}): Form => ({
  name: cell.name,
  form: "gradient of a gradient",
  ...more,
  build(m, { T, B, I, H }) {
    const x = m.input("x", [T, B, I]);
    const initial = Object.fromEntries(
      cell.states(H).map((s) => [s.name, m.input(`${s.name}0`, [B, ...s.shape])]),
    );
    const { h } = m.scan(m.layer("", cell, { hidden: H }), { x }, { initial });
    const [dx] = gradient(sumTo(mul(h, m.input("d_h", [T, B, H])), []), [x]);
    return { loss: sumTo(square(dx), []) };
  },
});

for (const form of [twice(rnn), twice(lstm), twice(gru), twice(clockwork([1, 2]), { multiple: 2 })])
  comparison({ ...form, witness: "finite differences", limit: 1e-8 }, () =>
    againstDifferences(form, CASES),
  );
