import { SIMD } from "./simd-binary.js";
import type { Tier } from "./tier.js";
import { WIDE } from "./wide-binary.js";

/** The tiers in WebAssembly. */
export type Build = Exclude<Tier, "js">;
/** What build:wasm says of a build: the rows and columns of its largest tile, and the block it works on at a time. */
export interface Binary {
  readonly rows: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** WebAssembly within the program, so that every runtime and bundler finds it without a path: see hexOf. */
  readonly text: string;
}

/**
 * What a binary exports. Matrices are row-major Float32. y, a, b, c, packed, to and scratch are addresses in bytes and
 * multiples of 4 (quickest of 64); aStride and cRow are in bytes; m, k, n and rows are numbers of elements.
 *
 * c is what a sum starts from: -1 for zeros, or the address of its first row; cRow is how far apart its rows lie, 0
 * for one row that serves all (a bias). It may be y itself, with cRow = 4 n: then the product is added to y.
 *
 * Only elements of y, `to` and scratch (scratchOf) are written. Up to 60 bytes past the end of a and b may be read, so
 * something must lie behind them: the scratch memory, say.
 */
export interface Kernels {
  /**
   * y (m, n) = c + a (m, k) b (k, n). ta, tb (0 or 1): a is stored as (k, m), b as (n, k). aStride: from one stored
   * row of a to the next, so that some columns of a stored a, which are some rows of y, can be done by themselves.
   */
  matmul(
    y: number,
    a: number,
    aStride: number,
    b: number,
    m: number,
    k: number,
    n: number,
    ta: number,
    tb: number,
    c: number,
    cRow: number,
    scratch: number,
  ): void;
  /** b (k, n), stored as (n, k) if tb is 1, in the order in which `multiply` reads it: packedSize numbers at `to`. */
  pack(to: number, b: number, k: number, n: number, tb: number): void;
  /** y (m, n) = c + a (m, k) b (k, n), of a packed b: the same bits as matmul gives. */
  multiply(
    y: number,
    a: number,
    packed: number,
    m: number,
    k: number,
    n: number,
    c: number,
    cRow: number,
    scratch: number,
  ): void;
  /** y (n) = c + the sum of the rows of a (rows, n). c: -1 for zeros, or the address of n numbers; y itself will do. */
  sumRows(y: number, a: number, rows: number, n: number, c: number): void;
}

/** assembly/ compiled with tiles of two shapes. A bundle for browsers lacks the larger (wide-absent.ts). */
const binaries: Readonly<Record<Build, Binary | undefined>> = {
  simd: SIMD,
  relaxed: SIMD,
  wide: WIDE,
};

function binaryOf(build: Build): Binary {
  const binary = binaries[build];
  if (!binary) throw new RangeError(`no "${build}" is in this bundle, which is for browsers`);
  return binary;
}

/** What stands for the bytes from 0 on: printable, no digit of hexadecimal, nothing that a string must escape. */
export const SINGLE =
  "!#$%&'()*+,-./:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`ghijklmnopqrstuvwxyz{|}~";

/**
 * The hexadecimal of a text in which most bytes are a character of SINGLE and the others two digits. Where bytes are
 * whole characters, what compresses a program sees those that recur: the kernels take a quarter less than in base64.
 */
export const hexOf = (text: string): string =>
  text.replace(/[^\da-f]/g, (c) => SINGLE.indexOf(c).toString(16).padStart(2, "0"));

/**
 * "simd" with multiply-adds fused: `f32x4.mul, local.get k, f32x4.add` becomes `local.get k, f32x4.relaxed_madd` and as
 * many bytes that do nothing. One binary serves both.
 */
export const fused = (hex: string): string =>
  hex.replace(/fde60120(..)fde401/g, "20$1fd8502010101");

const roundUp = (n: number, unit: number): number => Math.ceil(n / unit) * unit;

/**
 * Numbers of scratch memory that y (m, n) = a (m, k) b (k, n) may need in any build: a row of zeros and a tile, a panel
 * of b and a block of a.
 */
export function scratchOf(m: number, k: number): number {
  const needs = Object.values(binaries)
    .flatMap((b) => b ?? [])
    .map(({ rows, width, height, depth }) => {
      const steps = Math.min(k, depth);
      return (4 + rows + steps) * width + roundUp(Math.min(m, height), rows) * steps;
    });
  return Math.max(...needs);
}

/** Numbers that `pack` writes of b (k, n): its columns rounded up to a panel or half of one. */
export function packedSize(k: number, n: number, build: Build): number {
  return k * roundUp(n, binaryOf(build).width / 2);
}

const modules = new Map<string, WebAssembly.Module>();

/** The compiled kernels of a build, for a memory of one thread or for one that several share. */
export function kernelModule(build: Build, shared: boolean): WebAssembly.Module {
  const key = `${build} ${shared}`;
  let module = modules.get(key);
  if (!module) {
    const plain = hexOf(binaryOf(build).text);
    const hex = build === "relaxed" ? fused(plain) : plain;
    const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, k) =>
      Number.parseInt(hex.slice(2 * k, 2 * k + 2), 16),
    );
    if (shared) bytes[afterMemoryName(bytes)] = 3; // limits of a shared memory, which is all that differs
    module = new WebAssembly.Module(bytes);
    modules.set(key, module);
  }
  return module;
}

/** Where the import of the memory says of what kind it is: after its name and the byte for "memory". */
function afterMemoryName(bytes: Uint8Array): number {
  const name = [6, ...new TextEncoder().encode("memory"), 2];
  return bytes.findIndex((_, at) => name.every((b, k) => bytes[at + k] === b)) + name.length;
}

/** The kernels of a build over a memory. Throws where the engine does not know an instruction of it. */
export function kernels(build: Build, memory: WebAssembly.Memory, shared = false): Kernels {
  const { exports } = new WebAssembly.Instance(kernelModule(build, shared), { env: { memory } });
  return exports as unknown as Kernels;
}
