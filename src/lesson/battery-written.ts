import type { Trained } from "../experiments/battery.js";
import type { Tensor } from "../models/tensor.js";
import { table, type Shown } from "../plot/display.js";
import { relevant } from "./battery-relevant.js";
import { say } from "./language.js";

/** How much a step moves the cell state: the mean of |C_t - C_t-1| over units, by kind of step. */
export interface Written {
  /** Steps that must be remembered. */
  readonly relevant: number;
  /** First and last steps, which are marked as such. */
  readonly ends: number;
  /** All others. */
  readonly others: number;
}

/** Over fresh sequences of adding, multiplication or temporal order. */
export function written(
  { net }: Pick<Trained, "net">,
  name: string,
  count = 200,
  seed = 0,
): Written {
  const { task, at } = relevant(name, seed, count);
  const [{ c }] = net.probe(task.x, task) as unknown as readonly [{ c: Tensor }];
  const [, B, H] = c.shape;
  const sums = { relevant: [0, 0], ends: [0, 0], others: [0, 0] };
  for (let b = 0; b < B; b++)
    for (let t = 0; t < task.lengths![b]; t++) {
      const isEnd = t === 0 || t === task.lengths![b] - 1;
      const sum = sums[at(t, b) !== undefined ? "relevant" : isEnd ? "ends" : "others"];
      for (let unit = 0; unit < H; unit++) {
        const before = t === 0 ? 0 : c.data[((t - 1) * B + b) * H + unit];
        sum[0] += Math.abs(c.data[(t * B + b) * H + unit] - before);
        sum[1]++;
      }
    }
  const mean = ([sum, n]: readonly number[]): number => sum / n;
  return {
    relevant: mean(sums.relevant),
    ends: mean(sums.ends),
    others: mean(sums.others),
  };
}

/** The same as a table, a row a network. */
export function writtenTable(
  nets: Readonly<Record<string, Pick<Trained, "net">>>,
  name: string,
): Shown {
  return table(
    [
      "",
      say("battery.written.relevant"),
      say("battery.written.ends"),
      say("battery.written.others"),
    ],
    Object.entries(nets).map(([title, trained]) => {
      const { relevant: at, ends, others } = written(trained, name);
      return [title, at.toFixed(2), ends.toFixed(2), others.toFixed(3)];
    }),
  );
}
