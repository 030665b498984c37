/**
 * The programs that cells and models become, pinned: a line each with how long the module is, what it calls in JavaScript,
 * and a hash of its bytes. Numbers are held by other tests; this one holds what numbers do not show, that nothing is
 * computed, kept, copied, shared or waited for that was not when the figures in test/bench/results.json were measured.
 * A change of the engine moves these lines (`npm test -- -u test/graph/programs.test.ts`): measure it, then commit them.
 */
import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { packedSize } from "../../src/core/kernels.js";
import { emit } from "../../src/graph/emit.js";
import { fuse } from "../../src/graph/fuse.js";
import { compile } from "../../src/graph/plan.js";
import { gradient } from "../../src/graph/reverse.js";
import { sharable } from "../../src/graph/share.js";
import { functionalOf } from "../witness/checks.js";
import { CELL_FORMS, COMPOSED_FORMS, type Form } from "../witness/forms.js";
import { MODEL_FORMS } from "../witness/models.js";
import { ODD_FORMS } from "../witness/odd-forms.js";

const FORMS = [...CELL_FORMS, ...COMPOSED_FORMS, ...ODD_FORMS, ...MODEL_FORMS];

function program(form: Form, isTrained: boolean, shared: boolean): string {
  const H = Math.max(form.least ?? 1, 12 * (form.multiple ?? 1));
  const { inputs, params, outputs } = functionalOf(form).trace({ T: 4, B: 3, I: 5, H });
  const { loss } = outputs;
  const stages = isTrained ? [[loss], gradient(loss, [...params])] : [Object.values(outputs)];
  const compiled = compile([...params, ...inputs.values()], stages);
  const schedule = fuse(compiled);
  let { size } = compiled;
  const made = emit(schedule, {
    ...{ relaxed: true, loops: compiled.loops, shared, firstSleeps: shared },
    packedSize: (k, n) => packedSize(k, n, "relaxed"),
    reserve(n) {
      const at = size;
      size += n;
      return at;
    },
  });
  const hash = createHash("sha256").update(Uint8Array.from(made.bytes));
  hash.update(JSON.stringify([made.tables, schedule.map(sharable), size]));
  const what = `${form.name}, ${form.form}: ${isTrained ? "trained" : "run"}${shared ? ", threads" : ""}`;
  const calls = made.callbacks.map((i) => (i.kind === "operation" ? i.node.op : i.kind));
  return `${what}: ${made.bytes.length} bytes, ${calls.length} calls ${[...new Set(calls)].sort().join(" ")}, ${hash.digest("hex").slice(0, 12)}`;
}

test("every form's program, run, trained and on threads", async () => {
  const lines = FORMS.flatMap((form) => [
    program(form, false, false),
    program(form, true, false),
    program(form, true, true),
  ]);
  expect(new Set(lines.map((line) => line.slice(-12))).size).toBeGreaterThan(0.9 * lines.length);
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./snapshots/programs.txt");
});
