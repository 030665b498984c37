import { random } from "../core/random.js";
import type { StreamReader } from "../experiments/forgetting.js";
import type { Numbers } from "../graph/params.js";
import type { Tensor } from "../models/tensor.js";
import { nextSymbol } from "../tasks/next-symbol.js";
import { embeddedReber } from "../tasks/reber.js";

/** Networks that read streams, by the names that a figure or table gives them. */
export type Readers = Readonly<Record<string, Pick<StreamReader, "net">>>;

/** A piece of a stream, and what a network's states and gates were at each of its symbols. */
export interface Piece {
  /** Its symbols. */
  readonly text: string;
  /** States and gates by name, (T, 1, H). */
  readonly opened: Readonly<Record<string, Tensor<Numbers>>>;
}
const AT_ONCE = 1000;

/** One stream that the network has not seen, read symbol by symbol from a zero state on, in pieces of 1,000 at most. */
export function* readStream({ net }: Pick<StreamReader, "net">, symbols: number): Generator<Piece> {
  const text = embeddedReber.stream(random(5).fork("looked at"), symbols + 1);
  const { x } = nextSymbol(embeddedReber, [text]);
  const width = x.shape[2];
  const names = net.cells[0].states(net.options.hidden).map(({ name }) => name);
  let initial: object[] = [];
  for (let from = 0; from < symbols; from += AT_ONCE) {
    const length = Math.min(AT_ONCE, symbols - from);
    const piece = {
      shape: [length, 1, width],
      data: x.data.subarray(from * width, (from + length) * width),
    };
    const [opened] = net.probe(piece, { initial }) as unknown as [Piece["opened"]];
    yield { text: text.slice(from, from + length), opened };
    initial = [Object.fromEntries(names.map((name) => [name, lastRow(opened[name])]))];
  }
}

/** (1, H). */
const lastRow = ({ shape: [T, B, H], data }: Tensor<Numbers>): Tensor<Numbers> => ({
  shape: [B, H],
  data: data.slice((T - 1) * B * H),
});
