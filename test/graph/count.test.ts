import { expect, test } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { coupled } from "../../src/cells/coupled.js";
import { greff } from "../../src/cells/greff.js";
import { gru } from "../../src/cells/gru.js";
import { lstm } from "../../src/cells/lstm.js";
import { rnn } from "../../src/cells/rnn.js";
import type { AnyCell } from "../../src/graph/cell.js";
import { count } from "../../src/graph/count.js";

const [I, H] = [5, 24];
const layers = (gates: number) => gates * (H + I) * H;

test.each<[AnyCell, number, number]>([
  [rnn, 1, 0],
  [gru, 3, 0],
  [lstm, 4, 0],
  [coupled, 3, 0],
  [greff.V, 4, 3],
])("$0.name: parameters and products of so many layers and peepholes", (cell, gates, peepholes) => {
  const { parameters, multiplyAdds } = count(cell, { input: I, hidden: H });
  expect(parameters).toBe(layers(gates) + gates * H + peepholes * H);
  expect(multiplyAdds.forward).toBe(layers(gates));
  // Backwards each weight is met twice, but for x's, to whose inputs nothing flows.
  expect(multiplyAdds.backward).toBe(2 * layers(gates) - gates * I * H);
});

test("full gate recurrence has nine more recurrent matrices", () => {
  const [all, vanilla] = [greff.FGR, greff.V].map((cell) => count(cell, { input: I, hidden: H }));
  expect(all.parameters - vanilla.parameters).toBe(9 * H * H);
});

test("a clockwork's resting modules cost nothing, in both directions", () => {
  const periods = [1, 2, 4, 8];
  const n = H / periods.length;
  const dense = (k: number): number => (n * (periods.length - k) + I) * n;
  const moving = periods.reduce((sum, period, k) => sum + dense(k) / period, 0);
  const { parameters, multiplyAdds, bytes } = count(clockwork(periods), { input: I, hidden: H });
  expect(parameters).toBe(periods.reduce((sum, _, k) => sum + dense(k) + n, 0));
  expect(multiplyAdds.forward).toBe(moving);
  const toX = periods.reduce((sum, period) => sum + (I * n) / period, 0);
  expect(multiplyAdds.backward).toBe(2 * moving - toX);
  // All modules moving at each step would cost the block triangle whole; no blocks at all, the full matrix.
  const triangle = count(clockwork([1]), { input: I, hidden: H }).multiplyAdds.forward;
  expect(moving).toBeLessThan(0.5 * triangle);
  expect(bytes.training).toBeGreaterThan(bytes.forward);
});

test("a plan grows by whole numbers at each step: at least the states; trained, all that the way back needs", () => {
  const { bytes } = count(lstm, { input: I, hidden: H });
  expect(bytes.forward % 4).toBe(0);
  expect(bytes.forward).toBeGreaterThanOrEqual(4 * 2 * H);
  expect(bytes.training).toBeGreaterThan(bytes.forward);
});
