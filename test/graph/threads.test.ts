import { spawnSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Worker } from "node:worker_threads";
import { describe, expect, test, vi } from "vitest";
import { clockwork } from "../../src/cells/clockwork.js";
import { gru } from "../../src/cells/gru.js";
import { layerNormalised } from "../../src/cells/layer-norm.js";
import { lstm } from "../../src/cells/lstm.js";
import { random } from "../../src/core/random.js";
import { crossEntropy, mean } from "../../src/graph/functions.js";
import { model, type Build, type Plan } from "../../src/graph/model.js";
import { concat, gather, matmul, mul, softmax, swap } from "../../src/graph/ops.js";
import type { Sym } from "../../src/graph/sym.js";

const [T, B, I, H] = [9, 19, 23, 96];
const FORMS: Readonly<Record<string, (m: Build, x: Sym) => Sym>> = {
  LSTM: (m, x) => m.scan(m.layer("", lstm, { hidden: H }), { x }).h,
  GRU: (m, x) => m.scan(m.layer("", gru, { hidden: H }), { x }).h,
  "Clockwork RNN": (m, x) => m.scan(m.layer("", clockwork([1, 2, 4]), { hidden: 4 * H }), { x }).h,
  "a normalised LSTM": (m, x) => m.scan(m.layer("", layerNormalised(lstm), { hidden: H }), { x }).h,
  "two layers, both ways": (m, x) =>
    m.scanStack(m.stack("s", lstm, { layers: 2, hidden: H, bidirectional: true }), { x }).h,
  "an LSTM and rows of weights end to end": (m, x) => {
    const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x });
    const normal = { normal: 1 };
    return mul(h, concat(m.param("a", [H - 7], normal), m.param("b", [7], normal)));
  },
  "an LSTM and attention to itself": (m, x) => {
    const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x });
    const rows = swap(h, -3, -2);
    return matmul(softmax(matmul(rows, rows, false, true)), rows);
  },
};
const { normal } = random(1);
const x = Float32Array.from({ length: T * B * I }, normal);

const definitionOf = (form: string) =>
  model(form, (m) => {
    const h = FORMS[form](m, m.input("x", [T, B, I]));
    return { h, loss: mean(mul(h, h)) };
  });
function bits(plan: Plan<"h" | "loss">): Float32Array {
  const { h, loss } = plan.forward({ x });
  return Float32Array.from([...h, ...loss, ...plan.backward().flat]);
}
/** As toEqual, which would take minutes to write out how so many numbers differ. */
function expectBits(plan: Plan<"h" | "loss">, want: Float32Array): void {
  const got = bits(plan);
  const at = got.findIndex((value, k) => !Object.is(value, want[k]));
  if (got.length !== want.length || at >= 0)
    expect.fail(`number ${at} of ${want.length} is ${got[at]}; want ${want[at]}`);
}

describe.each(Object.keys(FORMS))("%s", (form) => {
  test.each([2, 3])(
    "has the same bits on %i threads, whether they have started or not",
    async (threads) => {
      const definition = definitionOf(form);
      const alone = definition.plan({}, { tier: "simd" });
      const shared = definition.plan({}, { tier: "simd", threads });
      expect([alone.threads, shared.threads]).toEqual([1, threads]);
      const want = bits(alone);
      for (let k = 0; k < 4; k++) expectBits(shared, want);
      await wait(400); // the workers are there by now
      for (let k = 0; k < 20; k++) expectBits(shared, want);
      await wait(20); // and asleep
      for (let k = 0; k < 5; k++) expectBits(shared, want);
    },
  );
});

test("many plans share the workers", async () => {
  const definition = definitionOf("LSTM");
  const plans = Array.from({ length: 8 }, (_, seed) =>
    definition.plan({}, { tier: "simd", threads: 2, seed }),
  );
  const want = plans.map(bits);
  await wait(300);
  for (const [k, plan] of plans.entries()) expectBits(plan, want[k]);
});

test("a small plan stays on one thread, and no number of threads but a whole one is taken", () => {
  const small = model("Small", (m) => {
    const { h } = m.scan(m.layer("", lstm, { hidden: 8 }), { x: m.input("x", [5, 2, 3]) });
    return { loss: mean(h) };
  });
  expect(small.plan({}, { tier: "simd", threads: 4 }).threads).toBe(1);
  expect(small.plan({}, { tier: "js", threads: 4 }).threads).toBe(1);
  for (const threads of [0, -1, 1.5, NaN])
    expect(() => small.plan({}, { threads })).toThrow(
      new RangeError(`Small: plan: threads is ${threads}; want a whole number of at least 1`),
    );
});

test("a run that was cut off, with a worker waiting, does not spoil the next", async () => {
  const definition = model("Cut off", (m) => {
    const table = m.param("table", [5, I]);
    const at = m.input("at", [T, B]); // not checked to be an index: it is refused in the middle of the run
    const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x: m.input("x", [T, B, I]) });
    const second = m.scan(m.layer("second", lstm, { hidden: H }), { x: gather(table, at) });
    return { loss: mean(crossEntropy(mul(h, second.h), at)) };
  });
  const good = { x, at: Float32Array.from({ length: T * B }, (_, k) => k % 5) };
  const bad = { x, at: good.at.map((v, k) => (k === 3 ? 7 : v)) };
  const want = definition.plan({}, { tier: "simd" }).forward(good).loss[0];
  const plan = definition.plan({}, { tier: "simd", threads: 2 });
  // Its workers are also another plan's, which must not wait for those that had to go.
  const other = definitionOf("LSTM").plan({}, { tier: "simd", threads: 2 });
  const bitsBefore = bits(other);
  expect(plan.threads).toBe(2);
  plan.forward(good);
  await wait(300);
  for (let k = 0; k < 3; k++) {
    expect(() => plan.forward(bad)).toThrow("gather: an index is 7");
    expect(plan.forward(good).loss[0]).toBe(want);
    expectBits(other, bitsBefore);
    await wait(300);
    expect(plan.forward(good).loss[0]).toBe(want);
    expectBits(other, bitsBefore);
  }
});

/** Messages to workers, and to which. */
interface Post {
  readonly to: Worker;
  readonly message: { readonly id: number; readonly load?: object; readonly drop?: boolean };
}
/** Does something while all messages to workers are listed. */
async function listening(work: (posts: readonly Post[]) => Promise<void>): Promise<void> {
  const posts: Post[] = [];
  const post = Worker.prototype.postMessage;
  const spy = vi.spyOn(Worker.prototype, "postMessage").mockImplementation(function (
    this: Worker,
    message: Post["message"],
  ) {
    posts.push({ to: this, message });
    post.call(this, message);
  });
  try {
    await work(posts);
  } finally {
    spy.mockRestore();
  }
}

test("a worker that fails or is ended by others is replaced, and nothing is lost", async () => {
  const definition = definitionOf("LSTM");
  const want = bits(definition.plan({}, { tier: "simd" }));
  const plan = definition.plan({}, { tier: "simd", threads: 2 });
  await listening(async (posts) => {
    const loads = () => posts.filter(({ message }) => message.load);
    expectBits(plan, want);
    expect(loads()).toHaveLength(1);
    for (const end of ["fails", "is ended"]) {
      const { to, message } = loads().at(-1)!;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
      if (end === "fails") to.postMessage({ id: message.id, load: {} });
      else void to.terminate();
      await new Promise((resolve) => to.once("exit", resolve));
      const before = loads().length;
      expectBits(plan, want);
      expect(loads()).toHaveLength(before + 1);
      expect(loads().at(-1)!.to).not.toBe(to);
      // Once the new one is there and asleep, it is woken.
      const next = loads().at(-1)!;
      const isWoken = (): boolean => posts.some((p) => p.to === next.to && p !== next);
      for (let turn = 0; turn < 100 && !isWoken(); turn++) {
        await wait(50);
        expectBits(plan, want);
      }
      expect(isWoken()).toBe(true);
    }
  });
});

test("a plan that nobody has any more is dropped by the workers too", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const definition = definitionOf("LSTM");
  await listening(async (posts) => {
    const kept = definition.plan({}, { tier: "simd", threads: 2 });
    (() => {
      definition.plan({}, { tier: "simd", threads: 2 }).forward({ x });
    })();
    kept.forward({ x });
    const [gone, stays] = posts.filter(({ message }) => message.load);
    const isDropped = ({ to, message: { id } }: Post): boolean =>
      posts.some((p) => p.to === to && p.message.drop === true && p.message.id === id);
    for (let turn = 0; turn < 50 && !isDropped(gone); turn++) {
      await wait(20);
      collect();
    }
    expect(isDropped(gone)).toBe(true);
    expect(isDropped(stays)).toBe(false);
    kept.forward({ x });
  });
});

test("workers keep no process alive", () => {
  const program = `
    const { lstm, mean, model } = await import(${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)});
    const m = model("m", (m) => {
      const { h } = m.scan(m.layer("", lstm, { hidden: 96 }), { x: m.input("x", [9, 19, 23]) });
      return { loss: mean(h) };
    });
    const plan = m.plan({}, { threads: 2 });
    const x = new Float32Array(9 * 19 * 23).fill(1);
    for (let k = 0; k < 5; k++) { plan.forward({ x }); plan.backward(); await new Promise((r) => setTimeout(r, 100)); }
    console.log(plan.threads);
  `;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", program],
    { encoding: "utf8", timeout: 20_000 },
  );
  expect({ stdout, stderr, status }).toEqual({ stdout: "2\n", stderr: "", status: 0 });
});
