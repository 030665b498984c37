import { cell } from "../graph/cell.js";
import { concat, tanh } from "../graph/ops.js";
import { time } from "../graph/spec.js";

/**
 * Clockwork RNN (Koutnik et al. 2014, section 3): the hidden layer in modules, each with a period. A module moves at
 * steps t = 0, T, 2 T, ... and rests between; it reads itself, the slower modules and x (a block-triangular matrix).
 * Only modules that are due are computed, on the way back as well.
 * x (B, I); h1, h2, ... (B, H / modules), named by their periods; the probe h (B, H) joins them, fastest first.
 * Throws RangeError for periods that are not whole, different and rising, and for an H that the modules do not divide.
 */
export function clockwork(periods: readonly number[] = [1, 2, 4, 8]) {
  periods.forEach((period, k) => {
    if (!Number.isInteger(period) || period < 1 || period <= (periods[k - 1] ?? 0))
      throw new RangeError(
        `clockwork: period ${k} is ${period}; want whole numbers of at least 1, each larger than the one before`,
      );
  });
  const names = periods.map((period) => `h${period}`);
  const module = (every: number) => time({ every, size: (hidden) => hidden / periods.length });
  const spec = Object.fromEntries(periods.map((period) => [`h${period}`, module(period)]));
  return cell("Clockwork RNN", spec, ({ x, hidden, dense, ...states }) => {
    const next = names.map((name, k) => {
      const slower = names.slice(k).map((other) => states[other]);
      return tanh(dense(name, hidden / periods.length, ...slower, x));
    });
    return { ...Object.fromEntries(names.map((name, k) => [name, next[k]])), h: concat(...next) };
  });
}
