import { coupled } from "../../src/cells/coupled.js";
import { greff } from "../../src/cells/greff.js";
import { gru, gruResetAfter } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { peephole } from "../../src/cells/peephole.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { type Arrays, onnxGru, onnxLstm } from "../golden/golden.js";
import { comparison } from "./comparison.js";
import { layerAgainstOnnx } from "./onnx.js";
import { worstOf } from "./torch.js";

/** Greff's CIFG has i = sigmoid(...) and f = 1 - i, ours of ONNX the other way round: 1 - sigmoid(a) = sigmoid(-a). */
const asGreff = ({ W_f, b_f, p_f, W_g, b_g, ...others }: Arrays): Arrays => {
  const negated = (v: number[]) => v.map((x) => -x);
  return { W_i: negated(W_f), b_i: negated(b_f), p_i: negated(p_f), W_z: W_g, b_z: b_g, ...others };
};
const COMPARED: Record<string, [cell: AnyCell, named?: (weights: Arrays) => Arrays]> = {
  plain: [lstm],
  peephole: [peephole()],
  coupled: [coupled],
  coupledPeephole: [greff.CIFG, asGreff],
  resetBefore: [gru],
  resetAfter: [gruResetAfter],
};

const all = [...onnxLstm.cases, ...onnxGru.cases];
for (const [kind, [cell, named]] of Object.entries(COMPARED))
  for (const form of ["cell", "masked"]) {
    const cases = all.filter(
      (c) => c.kind === kind && ("lengths" in c && c.lengths !== undefined) === (form === "masked"),
    );
    // Values only, computed in Float32.
    if (cases.length > 0)
      comparison({ name: cell.name, form, witness: "onnxruntime", limit: 1e-6 }, () =>
        worstOf(cases, (c) => layerAgainstOnnx(cell, c, named)),
      );
  }
