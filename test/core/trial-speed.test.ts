// Whether "wide" is worth its name is a question of time: here of a clock that goes as it is told.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Build } from "../../src/core/kernels.js";
import { slow } from "../../src/core/trial-speed.js";

const fake = vi.hoisted(() => ({
  now: 0,
  /** Milliseconds that a product takes. */
  cost: (_build: Build): number => 0,
  has: true,
  products: [] as { readonly build: Build; readonly sizes: readonly number[] }[],
}));
vi.mock(import("../../src/core/workspace.js"), () => ({
  inWebAssembly: ((build: Build) => {
    const product = (_y: unknown, _a: unknown, _b: unknown, ...sizes: number[]): void => {
      fake.products.push({ build, sizes });
      fake.now += fake.cost(build);
    };
    return fake.has ? { product } : undefined;
  }) as never,
}));
beforeEach(() => {
  fake.has = true;
  vi.spyOn(performance, "now").mockImplementation(() => fake.now);
});
afterEach(() => void vi.restoreAllMocks());

/** What comes out where products take so long, and how long the trial takes. */
function tried(wide: (at: number) => number, relaxed: (at: number) => number) {
  Object.assign(fake, { now: 1000, products: [] });
  fake.cost = (build) => (build === "wide" ? wide : relaxed)(fake.now - 1000);
  const reason = slow();
  return { reason, ms: fake.now - 1000 };
}
const always = (ms: number) => () => ms;

test("a win that two turns agree on is believed at once", () => {
  const { reason, ms } = tried(always(0.1), always(0.15));
  expect(reason).toBeUndefined();
  // Two turns of four milliseconds, each a product over.
  expect(ms).toBeGreaterThanOrEqual(8);
  expect(ms).toBeLessThan(9);
  const [first, second] = fake.products;
  expect([first.build, second.build]).toEqual(["wide", "relaxed"]);
  expect(new Set(first.sizes).size).toBe(1);
});

test("a defeat is believed at the end, and says how long each took", () => {
  const { reason, ms } = tried(always(0.15), always(0.1));
  expect(reason).toBe('a product (96, 96) (96, 96) took 150 us, in "relaxed" 100 us');
  expect(ms).toBeGreaterThanOrEqual(50);
  expect(ms).toBeLessThan(55);
  // A little faster is not worth it, fifteen per cent are.
  expect(tried(always(0.1), always(0.114)).reason).toContain('took 100 us, in "relaxed" 114 us');
  expect(tried(always(0.1), always(0.1151)).reason).toBeUndefined();
});

test("what is compiled late wins late", () => {
  const late = tried((at) => (at < 30 ? 0.3 : 0.1), always(0.15));
  expect(late.reason).toBeUndefined();
  expect(late.ms).toBeGreaterThan(30 + 4);
  expect(late.ms).toBeLessThan(50);
});

test("a gain that cannot be is no win: the other is still being compiled", () => {
  const early = tried(always(0.1), (at) => (at < 20 ? 0.3 : 0.09));
  expect(early.reason).toContain('took 100 us, in "relaxed" 90 us');
  expect(early.ms).toBeGreaterThanOrEqual(50);
  // With a true one after it.
  const then = tried(always(0.1), (at) => (at < 20 ? 0.3 : 0.15));
  expect(then.reason).toBeUndefined();
  expect(then.ms).toBeGreaterThan(20 + 4);
  expect(then.ms).toBeLessThan(35);
});

test("where no two turns agree it goes on three times as long, and the least times count", () => {
  // Every other turn takes half as long again.
  const turns = (wide: number, relaxed: number) => {
    const noise = () => 1 + 0.5 * (Math.floor((fake.products.length - 1) / 20) % 2);
    return tried(
      () => wide * noise(),
      () => relaxed * noise(),
    );
  };
  const won = turns(0.2, 0.3);
  expect(won.reason).toBeUndefined();
  expect(won.ms).toBeGreaterThanOrEqual(150);
  expect(won.ms).toBeLessThan(160);
  const lost = turns(0.2, 0.21);
  expect(lost.reason).toBe('a product (96, 96) (96, 96) took 200 us, in "relaxed" 210 us');
  expect(lost.ms).toBeGreaterThanOrEqual(150);
  // One that agrees after fifty milliseconds is the last.
  const calm = tried(
    () => 0.2 * (1 + (fake.products.length > 400 ? 0 : Math.floor(fake.products.length / 21) % 2)),
    always(0.2),
  );
  expect(calm.reason).toBeDefined();
  expect(calm.ms).toBeLessThan(150);
});

test("each turn has ten products of each, however long they take", () => {
  const { reason } = tried(always(20), always(30));
  expect(reason).toBeUndefined();
  expect(fake.products).toHaveLength(2 * 10);
});

test("without memory there is no trial", () => {
  fake.has = false;
  expect(() => slow()).toThrow(new RangeError("no memory could be had"));
});
