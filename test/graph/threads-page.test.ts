// Threads in a page, whose workers are made of a URL and have no "exit": here of Node's, which run the same text.
import { resolveObjectURL } from "node:buffer";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { random } from "../../src/core/random.js";
import { mean } from "../../src/graph/functions.js";
import { model } from "../../src/graph/model.js";
import { mul } from "../../src/graph/ops.js";

const [T, B, I, H] = [9, 19, 23, 96];
const definition = model("LSTM", (m) => {
  const { h } = m.scan(m.layer("", lstm, { hidden: H }), { x: m.input("x", [T, B, I]) });
  return { h, loss: mean(mul(h, h)) };
});
const { normal } = random(1);
const x = Float32Array.from({ length: T * B * I }, normal);
const planFor = (threads: number) => definition.plan({}, { tier: "simd", threads });
function bits(plan: ReturnType<typeof planFor>): Buffer {
  const { h, loss } = plan.forward({ x });
  return Buffer.from(Float32Array.from([...h, ...loss, ...plan.backward().flat]).buffer);
}

beforeEach(() => {
  const { getBuiltinModule } = process;
  vi.spyOn(process, "getBuiltinModule").mockImplementation(((name: string) =>
    name === "node:worker_threads" ? undefined : getBuiltinModule(name)) as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a page that is not isolated has one thread", () => {
  expect(planFor(2).threads).toBe(1);
  vi.stubGlobal("crossOriginIsolated", false);
  expect(planFor(2).threads).toBe(1);
});

test("where a page allows no worker, one thread does all", () => {
  vi.stubGlobal("crossOriginIsolated", true);
  const refuse = vi.fn(function () {
    throw new Error("refused by a policy");
  });
  vi.stubGlobal("Worker", refuse);
  const plan = planFor(2);
  expect(plan.threads).toBe(2);
  expect(bits(plan).equals(bits(planFor(1)))).toBe(true);
  expect(refuse).toHaveBeenCalled();
});

test("a page's workers do their share", async () => {
  const posts: { readonly id: number; readonly load?: object }[] = [];
  const started: Worker[] = [];
  vi.stubGlobal("crossOriginIsolated", true);
  vi.stubGlobal(
    "Worker",
    class {
      #worker: Worker | undefined;
      readonly #waiting: (typeof posts)[number][] = [];
      constructor(url: string) {
        // Node's worker cannot be made of the URL, only of its text.
        void resolveObjectURL(url)!
          .text()
          .then((code) => {
            this.#worker = new Worker(code, { eval: true });
            started.push(this.#worker);
            this.#waiting.forEach((message) => this.#send(message));
          });
      }
      postMessage(message: (typeof posts)[number]): void {
        posts.push(message);
        this.#send(message);
      }
      #send(message: (typeof posts)[number]): void {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
        if (this.#worker) this.#worker.postMessage(message);
        else this.#waiting.push(message);
      }
    },
  );
  const want = bits(planFor(1));
  const plan = planFor(3);
  try {
    expect(bits(plan).equals(want)).toBe(true);
    expect(posts.map(({ load }) => load !== undefined)).toEqual([true, true]);
    // Once they are there and asleep, they are woken.
    for (let turn = 0; turn < 100 && posts.length < 4; turn++) {
      await wait(50);
      expect(bits(plan).equals(want)).toBe(true);
    }
    expect(started).toHaveLength(2);
    expect(posts.length).toBeGreaterThanOrEqual(4);
    expect(new Set(posts.map(({ id }) => id)).size).toBe(1);
  } finally {
    for (const worker of started) await worker.terminate();
  }
});
