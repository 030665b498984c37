import type { Memory } from "../core/matmul.js";
import type { Kernelled, Place } from "./instructions.js";
import { axisBlocks, indexMap, row, swapMap } from "./reference.js";
import { size, withoutLeadingOnes, type Shape, type Sym } from "./sym.js";

/** Works a value out: reads and writes the memory at its places, as they stand at that moment. */
export type Run = (memory: Memory) => void;
type Kernel<K extends Kernelled> = (y: Place, args: readonly Place[], node: Sym<K>) => Run;

/** Fast forms of the operations' values, on one memory and without allocation. Exhaustive, as OPS is. */
export const KERNELS: { readonly [K in Kernelled]: Kernel<K> } = {
  const: (y, _, node) => (memory) => memory.set(node.attrs.value, y.at),
  add: binary((memory, y, a, b, n, s, t) => {
    for (let k = 0; k < n; k++) memory[y + k] = memory[a + s * k] + memory[b + t * k];
  }),
  sub: binary((memory, y, a, b, n, s, t) => {
    for (let k = 0; k < n; k++) memory[y + k] = memory[a + s * k] - memory[b + t * k];
  }),
  mul: binary((memory, y, a, b, n, s, t) => {
    for (let k = 0; k < n; k++) memory[y + k] = memory[a + s * k] * memory[b + t * k];
  }),
  div: binary((memory, y, a, b, n, s, t) => {
    for (let k = 0; k < n; k++) memory[y + k] = memory[a + s * k] / memory[b + t * k];
  }),
  max: binary((memory, y, a, b, n, s, t) => {
    for (let k = 0; k < n; k++) memory[y + k] = Math.max(memory[a + s * k], memory[b + t * k]);
  }),
  ge: binary((memory, y, a, b, n, s, t) => {
    for (let k = 0; k < n; k++) memory[y + k] = memory[a + s * k] >= memory[b + t * k] ? 1 : 0;
  }),
  where: (y, [m, a, b], node) => {
    const [mapM, mapA, mapB] = node.args.map((arg) => indexMap(arg.shape, node.shape));
    return (memory) => {
      for (let k = 0; k < mapM.length; k++)
        memory[y.at + k] =
          memory[m.at + mapM[k]] !== 0 ? memory[a.at + mapA[k]] : memory[b.at + mapB[k]];
    };
  },
  neg: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) memory[y + k] = -memory[a + k];
  }),
  exp: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) memory[y + k] = Math.exp(memory[a + k]);
  }),
  log: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) memory[y + k] = Math.log(memory[a + k]);
  }),
  sqrt: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) memory[y + k] = Math.sqrt(memory[a + k]);
  }),
  sigmoid: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) memory[y + k] = 1 / (1 + Math.exp(-memory[a + k]));
  }),
  tanh: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) memory[y + k] = Math.tanh(memory[a + k]);
  }),
  softplus: unary((memory, y, a, n) => {
    for (let k = 0; k < n; k++) {
      const v = memory[a + k];
      memory[y + k] = Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v)));
    }
  }),
  stop: copy,
  sumTo,
  broadcast: (y, [a], node) => read(y, a, indexMap(node.args[0].shape, node.shape)),
  softmax: byRow((memory, y, a, n, r, lse) => {
    for (let k = 0; k < n; k++) memory[y.at + r * n + k] = Math.exp(memory[a + k] - lse);
  }),
  logsumexp: byRow((memory, y, _a, _n, r, lse) => {
    memory[y.at + r] = lse;
  }),
  argmax: (y, [a], node) => {
    const n = node.args[0].shape.at(-1)!;
    const rows = size(node.shape);
    return (memory) => {
      for (let r = 0; r < rows; r++) {
        const row = a.at + r * n;
        let best = 0;
        for (let k = 1; k < n; k++) if (memory[row + k] > memory[row + best]) best = k;
        memory[y.at + r] = best;
      }
    };
  },
  reshape: copy,
  swap: (y, [a], node) => read(y, a, swapMap(node.args[0].shape, node.attrs.i, node.attrs.j)),
  concat: (y, args, node) => {
    let at = 0;
    const parts = node.args.map(({ shape }, k) => {
      const put = copyAxis(args[k], shape, 0, y, node.shape, at, shape.at(-1)!, -1);
      at += shape.at(-1)!;
      return put;
    });
    return (memory) => {
      for (const put of parts) put(memory);
    };
  },
  slice: (y, [a], node) => {
    const { axis, from, to } = node.attrs;
    return copyAxis(a, node.args[0].shape, from, y, node.shape, 0, to - from, axis);
  },
  pad: (y, [a], node) => {
    const { axis, from } = node.attrs;
    const inner = node.args[0].shape;
    const put = copyAxis(a, inner, 0, y, node.shape, from, inner.at(axis)!, axis);
    return (memory) => {
      memory.fill(0, y.at, y.at + size(node.shape));
      put(memory);
    };
  },
  onehot: (y, [a], node) => {
    const rows = size(node.args[0].shape);
    const n = node.attrs.size;
    return (memory) => {
      memory.fill(0, y.at, y.at + rows * n);
      for (let r = 0; r < rows; r++) memory[y.at + r * n + row("onehot", memory[a.at + r], n)] = 1;
    };
  },
  gather: (y, [table, index], node) => {
    const n = node.shape.at(-1)!;
    const rows = size(node.args[1].shape);
    const [most] = node.args[0].shape;
    return (memory) => {
      for (let r = 0; r < rows; r++) {
        const from = table.at + row("gather", memory[index.at + r], most) * n;
        memory.copyWithin(y.at + r * n, from, from + n);
      }
    };
  },
  scatter: (y, [d, index], node) => {
    const n = node.shape.at(-1)!;
    const rows = size(node.args[1].shape);
    return (memory) => {
      memory.fill(0, y.at, y.at + size(node.shape));
      for (let r = 0; r < rows; r++) {
        const to = y.at + row("scatter", memory[index.at + r], node.shape[0]) * n;
        for (let k = 0; k < n; k++) memory[to + k] += memory[d.at + r * n + k];
      }
    };
  },
  ctc: (y, args, node) => {
    const run = onViews(args, node);
    return (memory) => memory.set(run(memory), y.at);
  },
  ctcGrad: (y, args, node) => {
    const run = onViews(args, node);
    return (memory) => run(memory, memory.subarray(y.at, y.at + size(node.shape)));
  },
};

/** CTC on a plan's memory. */
function onViews(places: readonly Place[], { args: nodes, attrs }: Sym<"ctc" | "ctcGrad">) {
  const shapes = nodes.map((node) => node.shape);
  return (memory: Memory, gradient?: Memory): Float64Array => {
    const views = shapes.map((shape, k) =>
      memory.subarray(places[k].at, places[k].at + size(shape)),
    );
    return attrs.loss.value(views, shapes, gradient);
  };
}

/** Copies with a table that says which element stands where. */
const read =
  (y: Place, a: Place, map: Int32Array): Run =>
  (memory) => {
    for (let k = 0; k < map.length; k++) memory[y.at + k] = memory[a.at + map[k]];
  };

/** s and t are 1, or 0 for an operand that is one number. */
type Loop2 = (
  ...args: [memory: Memory, y: number, a: number, b: number, n: number, s: number, t: number]
) => void;

/** Equal shapes go straight through, a bias row by row; for the rest a table says which element stands where. */
function binary(loop: Loop2): Kernel<"add" | "sub" | "mul" | "div" | "max" | "ge"> {
  return (y, [a, b], node) => {
    const n = size(node.shape);
    const [x, z] = node.args.map((arg) => arg.shape) as [Shape, Shape];
    const step = (shape: Shape): number => (size(shape) === 1 ? 0 : 1);
    const isPlain = (shape: Shape): boolean => size(shape) === n || size(shape) === 1;
    if (isPlain(x) && isPlain(z)) {
      const [s, t] = [step(x), step(z)];
      return (memory) => loop(memory, y.at, a.at, b.at, n, s, t);
    }
    const rest = size(z);
    if (size(x) === n && rest >= 4 && isSuffix(z, node.shape))
      return (memory) => {
        for (let k = 0; k < n; k += rest) loop(memory, y.at + k, a.at + k, b.at, rest, 1, 1);
      };
    const [mapX, mapZ] = [indexMap(x, node.shape), indexMap(z, node.shape)];
    return (memory) => {
      for (let k = 0; k < n; k++) loop(memory, y.at + k, a.at + mapX[k], b.at + mapZ[k], 1, 0, 0);
    };
  };
}

const isSuffix = (short: Shape, long: Shape): boolean =>
  short.every((m, k) => m === long[long.length - short.length + k]);

function unary(loop: (memory: Memory, y: number, a: number, n: number) => void): Kernel<Kernelled> {
  return (y, [a], node) => {
    const n = size(node.shape);
    return (memory) => loop(memory, y.at, a.at, n);
  };
}

/** What to write for row r of n numbers at a, once the log of the sum of their exponentials is known. */
type Row = (memory: Memory, y: Place, a: number, n: number, r: number, lse: number) => void;

function byRow(finish: Row): Kernel<"softmax" | "logsumexp"> {
  return (y, [a], node) => {
    const shape = node.args[0].shape;
    const n = shape.at(-1)!;
    const rows = size(shape) / n;
    return (memory) => {
      for (let r = 0; r < rows; r++) {
        const from = a.at + r * n;
        let top = -Infinity;
        for (let k = 0; k < n; k++) top = Math.max(top, memory[from + k]);
        let sum = 0;
        for (let k = 0; k < n; k++) sum += Math.exp(memory[from + k] - top);
        finish(memory, y, from, n, r, top + Math.log(sum));
      }
    };
  };
}

function copy(y: Place, [a]: readonly Place[], node: Sym): Run {
  const n = size(node.shape);
  return (memory) => void memory.copyWithin(y.at, a.at, a.at + n);
}

function copyAxis(
  a: Place,
  from: Shape,
  start: number,
  y: Place,
  to: Shape,
  at: number,
  count: number,
  axis: number,
): Run {
  const { outer, inner } = axisBlocks(from, axis);
  const [n, m] = [from.at(axis)!, to.at(axis)!];
  return (memory) => {
    for (let q = 0; q < outer; q++) {
      const begin = a.at + (q * n + start) * inner;
      memory.copyWithin(y.at + (q * m + at) * inner, begin, begin + count * inner);
    }
  };
}

/** Sums in Float64: a mean over thousands of Float32 terms would lose digits. */
function sumTo(y: Place, [a]: readonly Place[], node: Sym<"sumTo">): Run {
  const from = node.args[0].shape;
  const n = size(node.shape);
  const total = size(from);
  if (n === 1)
    return (memory) => {
      let sum = 0;
      for (let k = a.at; k < a.at + total; k++) sum += memory[k];
      memory[y.at] = sum;
    };
  const sums = new Float64Array(n);
  if (isSuffix(withoutLeadingOnes(node.shape), from))
    return (memory) => {
      sums.fill(0);
      for (let row = a.at; row < a.at + total; row += n)
        for (let k = 0; k < n; k++) sums[k] += memory[row + k];
      memory.set(sums, y.at);
    };
  const map = indexMap(node.shape, from);
  return (memory) => {
    sums.fill(0);
    for (let k = 0; k < total; k++) sums[map[k]] += memory[a.at + k];
    memory.set(sums, y.at);
  };
}
