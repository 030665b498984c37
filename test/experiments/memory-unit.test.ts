import { expect, test } from "vitest";
import { embeddedReber, experiments, random } from "../../src/index.js";
import { placesOf } from "../../src/experiments/memory-unit.js";

test("each symbol of a string has its place", () => {
  expect(placesOf("BTBPVVETE")).toEqual([
    ...["begin", "remember", "within", "within", "within", "within"],
    ...["innerEnd", "recall", "end"],
  ]);
});

/** Gates and states of 3 units made by hand: only unit 1 holds T or P, and lets it go at the end. */
function opened(streams: readonly string[]) {
  const [T, B, H] = [streams[0]!.length, streams.length, 3];
  const [c, f] = [new Float32Array(T * B * H), new Float32Array(T * B * H)];
  streams.forEach((stream, b) => {
    let [sign, at] = [0, 0];
    const { uniform } = random(b);
    for (let t = 0; t < T; t++) {
      const rest = stream.slice(0, t + 1);
      at = /(?:^|[TP]E)B$/.test(rest) && embeddedReber.legal(rest).at(-1) === "TP" ? 0 : at + 1;
      if (at === 1) sign = stream[t] === "T" ? 1 : -1;
      const ends = stream[t] === "E" && stream[t + 1] === "B";
      const row = (t * B + b) * H;
      c.set([uniform(), sign + 0.1 * uniform(), uniform()], row);
      f.set([0.5, ends ? 0.125 : 0.75, 0.25], row);
    }
  });
  return { c: { shape: [T, B, H], data: c }, f: { shape: [T, B, H], data: f } };
}

test("the unit that holds T or P is found by what it holds, and its gate is read at each place", () => {
  const dice = random(1);
  const streams = [embeddedReber.stream(dice, 400), embeddedReber.stream(dice, 400)];
  const found = experiments.memoryUnit(streams, opened(streams));
  expect(found.unit).toBe(1);
  expect(found.apart).toBeGreaterThan(20);
  expect(found.keptWithin).toBeCloseTo(0.75 ** 4, 6);
  expect(found.keptAcross).toBeCloseTo(0.75 ** 3 * 0.125, 6);
  expect(found.forget).toEqual({
    ...{ begin: 0.75, remember: 0.75, within: 0.75, innerEnd: 0.75, recall: 0.75, end: 0.125 },
  });
});

test("a stream with no string of each kind is refused", () => {
  const streams = ["BTBTXSETEB"];
  expect(() => experiments.memoryUnit(streams, opened(streams))).toThrow(
    new RangeError("memoryUnit: the streams are too short; want strings with T and with P"),
  );
});
