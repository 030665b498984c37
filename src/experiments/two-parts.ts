import type { Params } from "../graph/params.js";
import { adamState } from "../train/adam.js";
import type { History, TrainOptions } from "../train/train.js";

/** A training, and then more of it at a fifth of its rate, so that the weights settle. */
export async function inTwoParts<O extends Omit<TrainOptions, "batch">>(
  params: Params,
  { settle, ...options }: O & { readonly settle: number },
  go: (part: Omit<O, "settle">) => Promise<History>,
): Promise<History> {
  const state = adamState(params);
  const first = await go({ ...options, state } as unknown as Omit<O, "settle">);
  if (settle === 0) return first;
  const lr = (options.lr ?? 0.001) / 5;
  const second = await go({ ...options, state, lr, steps: settle } as unknown as Omit<O, "settle">);
  const joined = (key: keyof History) => Float64Array.from([...first[key], ...second[key]]);
  return { loss: joined("loss"), norm: joined("norm") };
}
