import { describe, expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "../../src/index.js";
import { DIFFERENCES, judge } from "./fuzz/judge.mjs";
import { lenient } from "./fuzz/lenient.mjs";
import { makeCase } from "./fuzz/mutate.mjs";
import type { Answer } from "./fuzz/reference.mjs";
import { hexOf, verdicts } from "./golden.js";

const files = Array.from(verdicts.letters, (_, k) => makeCase(verdicts.seed, k));
const STALE = "if the fuzz's mutations have changed: node test/weights/golden/verdicts.mjs";

/** The frozen verdict, with what our reader finds where both accept: contents are compared by `npm run fuzz`. */
const answers = files.map((file, k): Answer => {
  const letter = verdicts.letters[k];
  if (letter === "0") return null;
  if (letter === "x") return { tensors: [], metadata: null, lax: verdicts.lax[k], rewritten: null };
  try {
    const { tensors, metadata } = readSafetensors(file);
    return {
      tensors: Object.entries(tensors).map(([name, { dtype, shape, data }]) => [
        name,
        dtype,
        [...shape],
        hexOf(data),
      ]),
      metadata: metadata ? Object.entries(metadata) : null,
      lax: [],
      rewritten: null,
    };
  } catch (error) {
    throw new Error(`case ${k} was accepted when it was frozen; ${STALE}`, { cause: error });
  }
});

test("20,000 mutated files are judged as PyPI's safetensors judged them, but for the differences listed", () => {
  expect(files.length).toBe(20_000);
  const counts: Record<string, number> = {};
  files.forEach((file, k) => {
    const verdict = judge(readSafetensors, writeSafetensors, file, answers[k]);
    if (typeof verdict === "object" && "wrong" in verdict)
      throw new Error(`case ${k}: ${verdict.wrong}; ${STALE}`);
    const kind = typeof verdict === "string" ? verdict : verdict.lax;
    counts[kind] = (counts[kind] ?? 0) + 1;
  });
  for (const { lax } of DIFFERENCES) expect(counts[lax], lax).toBeGreaterThan(0);
  expect(counts.accepted).toBeGreaterThan(2000);
  expect(counts.accepted).toBeLessThan(8000);
});

describe("the comparison catches", () => {
  test.each(lenient(readSafetensors))("a reader that $name", ({ read }) => {
    const caught = files.some((file, k) => {
      const verdict = judge(read, writeSafetensors, file, answers[k]);
      return typeof verdict === "object" && "wrong" in verdict;
    });
    expect(caught).toBe(true);
  });

  test("a writer that puts a byte elsewhere", () => {
    const write = (...given: Parameters<typeof writeSafetensors>) =>
      writeSafetensors(...given).fill(32, 8, 9);
    const k = verdicts.letters.indexOf("1");
    const rewritten = hexOf(writeSafetensors(readSafetensors(files[k]).tensors));
    expect(judge(readSafetensors, write, files[k], { ...answers[k]!, rewritten })).toMatchObject({
      wrong: expect.stringMatching(/^it wrote /),
    });
  });
});
