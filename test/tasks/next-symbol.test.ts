import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  continualReber,
  embeddedReber,
  errorFree,
  nextSymbol,
  random,
  reber,
  REBER_SYMBOLS,
  type NextSymbol,
} from "../../src/index.js";

/** What sequence b shows, read off x and target alone: the symbols that enter, then the last answer. */
function readBack({ x, target, lengths }: NextSymbol, b: number): string {
  const [T, B, I] = x.shape;
  let text = "";
  for (let t = 0; t < (lengths?.[b] ?? T); t++) {
    const row = Array.from(x.data.subarray((t * B + b) * I, (t * B + b + 1) * I));
    expect(row.filter((v) => v !== 0)).toEqual([1]);
    text += REBER_SYMBOLS[row.indexOf(1)];
    const next = REBER_SYMBOLS[target[t * B + b]];
    if (t + 1 === (lengths?.[b] ?? T)) text += next;
    else expect(x.data[((t + 1) * B + b) * I + target[t * B + b]]).toBe(1);
  }
  return text;
}

test("a lesson holds its strings, whatever their number and the room behind them", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 8 }), fc.nat(5), (seed, count, room) => {
      const strings = embeddedReber.strings(random(seed), count);
      const longest = Math.max(...strings.map((text) => text.length - 1));
      const lesson = nextSymbol(embeddedReber, strings, longest + room);
      expect(lesson.x.shape).toEqual([longest + room, count, 7]);
      strings.forEach((text, b) => expect(readBack(lesson, b)).toBe(text));
      const read = strings.reduce((sum, text) => sum + text.length - 1, 0);
      expect(lesson.x.data.filter((v) => v !== 0)).toHaveLength(read);
      expect(lesson.target.filter((v) => v !== -100)).toHaveLength(read);
      expect(nextSymbol(embeddedReber, strings).x.shape[0]).toBe(longest);
    }),
    { numRuns: 50 },
  );
});

test("what is legal after a prefix is what follows it in some string", () => {
  const strings = [...new Set(reber.strings(random(1), 3000))];
  const tried = strings.filter((text) => text.length <= 8); // all of their ways on are among the 3000
  const lesson = nextSymbol(reber, tried);
  const [, B] = lesson.x.shape;
  tried.forEach((text, b) => {
    for (let t = 0; t < text.length - 1; t++) {
      const prefix = text.slice(0, t + 1);
      const seen = new Set(strings.filter((s) => s.startsWith(prefix)).map((s) => s[t + 1]));
      const row = lesson.legal.data.subarray((t * B + b) * 7, (t * B + b + 1) * 7);
      expect(new Set(Array.from(REBER_SYMBOLS).filter((_, k) => row[k] === 1))).toEqual(seen);
    }
  });
  expect(tried.length).toBeGreaterThan(10);
});

test("a continual lesson is streams of whole strings, with no lengths", () => {
  const lesson = continualReber(random(2), 300, 4);
  expect(lesson).not.toHaveProperty("lengths");
  for (let b = 0; b < 4; b++) {
    const stream = readBack(lesson, b);
    expect(stream).toHaveLength(301);
    expect(() => embeddedReber.legal(stream)).not.toThrow();
    expect(stream.match(/[TP]EB/g)!.length).toBeGreaterThan(10);
  }
  expect(continualReber(random(2), 50, 3)).toEqual(continualReber(random(2), 50, 3));
});

test("error-free are the steps before the first at which another symbol is as active as a legal one", () => {
  const strings = embeddedReber.strings(random(3), 6);
  const lesson = nextSymbol(embeddedReber, strings, 40);
  const lengths = strings.map((text) => text.length - 1);
  const [, B] = lesson.x.shape;
  const ideal = {
    shape: lesson.legal.shape,
    data: lesson.legal.data.map((v, k) => v + (k % 7) / 10),
  };
  expect(errorFree(lesson, ideal)).toEqual(lengths);

  lengths.forEach((length, b) => {
    const t = b % length;
    const row = (t * B + b) * 7;
    const [legal, other] = [1, 0].map((is) => lesson.legal.data.indexOf(is, row));
    for (const level of [0, -0.01]) {
      const data = ideal.data.slice();
      data[legal] = data[other] + level; //  as active, less active
      expect(errorFree(lesson, { ...ideal, data })[b]).toBe(t);
    }
    const data = ideal.data.slice().fill(NaN, row, row + 7);
    expect(errorFree(lesson, { ...ideal, data })[b]).toBe(t);
  });
  // Knowing the next symbol is not enough where two are legal.
  const known = new Float32Array(ideal.data.length);
  lesson.target.forEach((symbol, k) => (symbol < 0 ? 0 : (known[k * 7 + symbol] = 1)));
  expect(errorFree(lesson, { ...ideal, data: known })).toEqual(lengths.map(() => 0));
});

test("what cannot be a lesson or its output is refused", () => {
  expect(() => nextSymbol(reber, [])).toThrow(
    new RangeError("nextSymbol: the list is empty; want a string"),
  );
  expect(() => nextSymbol(reber, ["BTXSE", "B"])).toThrow(
    new RangeError("nextSymbol: string 1 has 1 symbols; want 2 to 5"),
  );
  expect(() => nextSymbol(reber, ["BTXSE"], 3)).toThrow(
    new RangeError("nextSymbol: string 0 has 5 symbols; want 2 to 4"),
  );
  expect(() => nextSymbol(reber, ["BTXSE"], 0)).toThrow(
    new RangeError("nextSymbol: steps is 0; want a whole number of at least 1"),
  );
  expect(() => nextSymbol(reber, ["BTXXE"])).toThrow(RangeError);
  expect(() => continualReber(random(1), 0, 1)).toThrow(
    new RangeError("continualReber: steps is 0; want a whole number of at least 1"),
  );
  expect(() => continualReber(random(1), 1, 0)).toThrow(
    new RangeError("continualReber: batch is 0; want a whole number of at least 1"),
  );
  const lesson = nextSymbol(reber, ["BTXSE"]);
  expect(() => errorFree(lesson, { shape: [4, 7], data: new Float32Array(28) })).toThrow(
    new RangeError("errorFree: output is (4, 7); want (4, 1, 7)"),
  );
});
