import { cell } from "../graph/cell.js";
import { add, broadcast, mul, reshape, sigmoid, stop, sub } from "../graph/ops.js";
import type { Sym } from "../graph/sym.js";

/** What the paper leaves to choose. */
export interface Lstm1997Options {
  /** Cells in a memory block, which share one input and one output gate. H must be a multiple of it. Default 1. */
  readonly block?: number;
  /** No error flows back through what gates and cells read of the step before, as in the paper. Default true. */
  readonly truncated?: boolean;
}

/**
 * The original LSTM (Hochreiter & Schmidhuber 1997, section 4 and appendix A.1): no forget gate, so that the cell state
 * is a plain sum (the constant error carousel); squashing functions g in -2..2 and h in -1..1; gates shared within a
 * block; errors truncated. Each layer reads all cells' outputs and x; the paper lets it read the gates as well.
 * x (B, I); h, c, g (B, H); i, o (B, H / block).
 * Throws RangeError if H is not a multiple of the block.
 */
export const lstm1997 = ({ block = 1, truncated = true }: Lstm1997Options = {}) =>
  cell("LSTM 1997", { h: "time", c: "time" }, ({ x, h, c, hidden, affine, dense }) => {
    const blocks = hidden / block;
    if (!Number.isInteger(blocks))
      throw new RangeError(`hidden is ${hidden}; want a multiple of the block, ${block}`);
    const shared = (gate: Sym): Sym =>
      block === 1
        ? gate
        : reshape(broadcast(reshape(gate, 1, [blocks, 1]), [gate.shape[0], blocks, block]), 2, [
            hidden,
          ]);
    const seen = truncated ? stop(h) : h;
    const i = sigmoid(dense("i", blocks, seen, x));
    const g = sub(mul(4, sigmoid(affine("g", seen, x))), 2); // in -2..2
    const cNext = add(c, mul(shared(i), g));
    const o = sigmoid(dense("o", blocks, seen, x));
    const shown = sub(mul(2, sigmoid(cNext)), 1); //            in -1..1
    return { h: mul(shared(o), shown), c: cNext, i, g, o };
  });
