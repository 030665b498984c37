import { unrolled } from "./library.mjs";

const { greff, gridLstm, layerNormalised } = unrolled;

/**
 * The cells by the names that cases have.
 * @type {Record<string, import("../../../src/index.js").AnyCell>}
 */
export const CELLS = {
  rnn: unrolled.rnn,
  lstm: unrolled.lstm,
  gru: unrolled.gru,
  gruResetAfter: unrolled.gruResetAfter,
  peephole: unrolled.peephole(),
  coupled: unrolled.coupled,
  mut1: unrolled.mut1,
  depthGated: unrolled.depthGated,
  clockwork: unrolled.clockwork(),
  clockwork8: unrolled.clockwork([1, 2, 4, 8, 16, 32, 64, 128]),
  lstm1997: unrolled.lstm1997(),
  fullPeephole: unrolled.fullPeephole,
  greffFgr: greff.FGR,
  mut2: unrolled.mut2,
  mut3: unrolled.mut3,
  irnn: unrolled.irnn,
  grid: gridLstm({ time: "time", depth: "step" }),
  layerNormalised: layerNormalised(unrolled.lstm),
};
