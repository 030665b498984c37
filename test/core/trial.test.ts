// At its first use a build is tried: one that is wrong anywhere, in whatever way, must not serve.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SIMD } from "../../src/core/simd-binary.js";
import type { Tier } from "../../src/core/tier.js";
import { WIDE } from "../../src/core/wide-binary.js";
import { builds } from "./builds.js";

const speed = vi.hoisted(() => ({ slow: (): string | undefined => undefined }));
vi.mock(import("../../src/core/trial-speed.js"), () => ({ slow: () => speed.slow() }));

/** What is called while a build is tried, and where its numbers lie. */
interface Call {
  readonly name: string;
  readonly args: readonly number[];
  readonly numbers: Float32Array;
}
/** What happens after each call. */
let after: (call: Call) => void;
let calls: Call[];

beforeEach(() => {
  calls = [];
  after = () => undefined;
  const { Instance } = WebAssembly;
  vi.spyOn(WebAssembly, "Instance").mockImplementation(function (module, imports) {
    const { exports } = new Instance(module, imports);
    const { memory } = imports!["env"] as { memory: WebAssembly.Memory };
    const numbers = new Float32Array(memory.buffer);
    const doctored = Object.entries(exports).map(([name, f]) => [
      name,
      (...args: number[]) => {
        (f as (...args: number[]) => void)(...args);
        const call = { name, args, numbers };
        calls.push(call);
        after(call);
      },
    ]);
    return { exports: Object.fromEntries(doctored) as WebAssembly.Exports };
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  speed.slow = () => undefined;
});

type Trial = typeof import("../../src/core/trial.js");
let turns = 0;
/** The reason that a tier is given up for, if it is, tried as if for the first time. */
async function reason(tier: Tier): Promise<string | undefined> {
  calls = [];
  const again = `../../src/core/trial.ts?${turns++}`; // a module of its own
  trial = (await import(/* @vite-ignore */ again)) as Trial;
  return trial.whyNot(tier);
}
let trial: Trial;

/** The numbers that a call writes. */
function written({ name, args, numbers }: Call): Float32Array {
  const [y, , , , rows, , columns] = args;
  if (name === "matmul") return numbers.subarray(y / 4, y / 4 + rows * columns);
  if (name === "multiply") return numbers.subarray(y / 4, y / 4 + args[3] * args[5]);
  if (name === "sumRows") return numbers.subarray(y / 4, y / 4 + args[3]);
  return numbers.subarray(args[2] / 4, args.at(-1)! / 4 + args[0]); // what follows the loop's first operand
}
const nextTo = (v: number): number => {
  const words = new Int32Array(Float32Array.of(v).buffer);
  words[0]++;
  return new Float32Array(words.buffer)[0];
};
const CHANGES: readonly (readonly [string, (v: number) => number])[] = [
  ["no number", () => NaN],
  ["too much", (v) => v + 0.1],
  ["infinite", () => Infinity],
  ["too little", (v) => v - 0.1],
];
const REASONS: Readonly<Record<string, RegExp>> = {
  matmul: /^a trial product \(\d+, \d+\) \(\d+, \d+\) gave .*; want /,
  multiply: /^a trial product \(\d+, \d+\) \(\d+, \d+\) gave .*; want /,
  sumRows: /^a trial sum of \d+ rows gave .*; want /,
  run: /^a trial (exp|log|sigmoid|tanh|softplus)\(.*\) gave .*; want /,
};

describe.each(builds)("%s", (build) => {
  test("is taken if it is right, and tried but once", async () => {
    expect(await reason(build)).toBeUndefined();
    const { length } = calls;
    expect(trial.whyNot(build)).toBeUndefined();
    expect(calls).toHaveLength(length);
  });

  test("is tried in all forms, with one row, few and many, and with sums that are done in parts", async () => {
    await reason(build);
    const { depth } = (build === "wide" ? WIDE : SIMD)!;
    const matmuls = calls.filter(({ name }) => name === "matmul");
    const sizesOf = ({ name, args }: Call) => args.slice(...(name === "matmul" ? [4, 7] : [3, 6]));
    const packed = calls.filter(({ name }) => name === "multiply");
    const forms = new Set(matmuls.map(({ args }) => args.slice(7, 9).join()));
    expect([...forms].sort()).toEqual(["0,0", "0,1", "1,0"]);
    for (const list of [matmuls, packed]) {
      expect(list.some((c) => sizesOf(c)[0] === 1)).toBe(true);
      expect(list.some((c) => sizesOf(c)[0] > 1 && sizesOf(c)[0] < 8)).toBe(true);
      expect(list.some((c) => sizesOf(c)[0] > 32)).toBe(true);
      expect(list.some((c) => sizesOf(c)[1] > depth)).toBe(true);
      expect(list.some((c) => sizesOf(c)[2] % 4 !== 0)).toBe(true);
    }
    // Added to what is there, which is not nothing, and summed up from nothing.
    for (const { args } of matmuls) expect(args[9]).toBe(args[0]);
    for (const { args } of packed) expect(args[6]).toBe(args[0]);
  });

  test("is not taken if a number of any product or sum is wrong", async () => {
    await reason(build);
    const first = calls.slice(
      0,
      calls.findIndex(({ name }) => name === "run"),
    );
    const all = first.map(({ name }) => name).filter((name) => name !== "pack");
    expect(all.length).toBeGreaterThan(20);
    for (const [which, name] of all.entries()) {
      const [what, change] = CHANGES[which % CHANGES.length];
      let count = 0;
      after = (call) => {
        if (call.name === "pack" || call.name === "run" || count++ !== which) return;
        const y = written(call);
        const at = Math.floor((which * y.length) / all.length);
        y[at] = change(y[at]);
      };
      expect(await reason(build), `call ${which}, ${what}`).toMatch(REASONS[name]);
    }
  });

  test("is not taken if a number of any activation is wrong", async () => {
    for (const [k, name] of ["exp", "log", "sigmoid", "tanh", "softplus"].entries())
      for (const where of [0, 0.5, 1]) {
        const [what, change] = CHANGES[(k + 2 * where) % CHANGES.length];
        after = (call) => {
          if (call.name !== "run") return;
          const [n, , ...to] = call.args;
          const at = to[k] / 4 + Math.round(where * (n - 1));
          const right = call.numbers[at];
          call.numbers[at] = Number.isNaN(right) ? 0 : change(right);
        };
        const found = await reason(build);
        expect(found, `${name}, ${what}`).toMatch(REASONS["run"]);
        expect(found).toContain(` trial ${name}(`);
      }
  });

  test("may differ in the last digit if it is not the one that may not", async () => {
    await reason(build);
    for (const name of ["matmul", "multiply", "run"]) {
      after = (call) => {
        if (call.name !== name) return;
        const y = written(call);
        y[y.length - 1] = nextTo(y.at(-1)!);
      };
      const found = await reason(build);
      if (build === "simd") expect(found).toMatch(REASONS[name]);
      else expect(found).toBeUndefined();
    }
  });

  test("is not taken where the engine refuses its code or its memory, and says why", async () => {
    const instance = vi.mocked(WebAssembly.Instance);
    instance.mockImplementationOnce(function () {
      throw new WebAssembly.CompileError("no such instruction");
    });
    expect(await reason(build)).toBe("no such instruction");
    instance.mockImplementationOnce(function () {
      throw "not on this page"; // oxlint-disable-line no-throw-literal -- what others throw
    });
    expect(await reason(build)).toBe("not on this page");
    vi.spyOn(WebAssembly, "Memory").mockImplementation(function () {
      throw new RangeError("could not allocate memory");
    });
    expect(await reason(build)).toBe("no memory could be had");
  });
});

test.runIf(builds.includes("wide"))("wide must be faster, and right once it is", async () => {
  speed.slow = () => "too slow";
  expect(await reason("wide")).toBe("too slow");
  for (const build of ["simd", "relaxed"] as const) expect(await reason(build)).toBeUndefined();
  // What is optimised after so many calls is another program.
  let isOptimised = false;
  speed.slow = () => void (isOptimised = true);
  after = (call) => {
    if (isOptimised && call.name === "multiply") written(call)[0] += 1;
  };
  expect(await reason("wide")).toMatch(REASONS["multiply"]);
});

test.runIf(builds.includes("wide"))("wide's loops are run until they are optimised", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  after = (call) => {
    if (call.name !== "run") return;
    now++;
    if (calls.filter(({ name }) => name === "run").length >= 5) written(call)[3] += 1;
  };
  expect(await reason("wide")).toMatch(REASONS["run"]);
  expect(await reason("relaxed")).toBeUndefined();
});

test("TypeScript needs no trial", async () => {
  expect(await reason("js")).toBeUndefined();
  expect(calls).toEqual([]);
});
