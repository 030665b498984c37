import { kernels, type Build, type Kernels } from "./kernels.js";
import { matmul, type Memory, type Product } from "./matmul.js";
import type { Tier } from "./tier.js";

/** A plan's memory, and the products of matrices that lie in it. */
export interface Workspace {
  readonly memory: Memory;
  readonly product: Product;
  readonly tier: Tier;
  /** What is behind it in every tier but "js". */
  readonly wasm?: {
    readonly kernels: Kernels;
    /** Holds `memory` from address 0 on and the scratch numbers after it. */
    readonly memory: WebAssembly.Memory;
    /** The address in bytes of the scratch numbers. */
    readonly scratch: number;
  };
}

const PAGE = 65_536; //          bytes: WebAssembly's unit of memory
const MOST = 65_536 * PAGE; //   bytes: what its 32-bit addresses reach
const LINE = 16; //              numbers: a line of the caches
/** Rounded up to where a line of the caches begins, in numbers. */
export const upToLine = (n: number): number => Math.ceil(n / LINE) * LINE;

/** Products in TypeScript. */
export function inTypeScript(memory: Memory): Workspace {
  return {
    memory,
    product: (y, a, b, m, k, n, add) => matmul(memory, y, a, b, m, k, n, add),
    tier: "js",
  };
}

/**
 * `size` zeros and `scratch` more numbers with the products of a build, or undefined where no such memory is had.
 * `shared`: in a memory that several threads can use.
 */
export function inWebAssembly(
  build: Build,
  size: number,
  scratch: number,
  shared = false,
): Workspace | undefined {
  const start = upToLine(size) * 4;
  if (start + scratch * 4 > MOST) return undefined;
  const pages = Math.max(1, Math.ceil((start + scratch * 4) / PAGE));
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  const found = kernels(build, memory, shared);
  return {
    memory: new Float32Array(memory.buffer, 0, size),
    product: (y, a, b, m, k, n, add) =>
      found.matmul(
        y * 4,
        a.at * 4,
        (a.transposed ? m : k) * 4,
        b.at * 4,
        m,
        k,
        n,
        a.transposed ? 1 : 0,
        b.transposed ? 1 : 0,
        add ? y * 4 : -1,
        n * 4,
        start,
      ),
    tier: build,
    wasm: { kernels: found, memory, scratch: start },
  };
}
