import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { lstm } from "../../src/cells/lstm.js";
import { cell } from "../../src/graph/cell.js";
import { KERNELS } from "../../src/graph/kernels.js";
import { add, mul, OPS, sigmoid, sub, tanh } from "../../src/graph/ops.js";
import { onnxLstm, torchLstm, torchStacked } from "../golden/golden.js";
import { againstDifferences, againstInterpreter } from "./checks.js";
import { comparison } from "./comparison.js";
import { readCases } from "./flags.mjs";
import { CELL_FORMS } from "./forms.js";
import { againstHand, alone } from "./hand.js";
import { peephole as peepholeCase } from "./more-cases.js";
import { layerAgainstOnnx } from "./onnx.js";
import { rowLine, WitnessReporter } from "./reporter.mjs";
import { layerAgainstTorch, stackAgainstTorch, worstOf } from "./torch.js";

/** The LSTM with a wrong sign: it takes away what it should write. */
const mistaken = cell("Mistaken LSTM", { h: "time", c: "time" }, ({ x, h, c, affine }) => {
  const f = sigmoid(affine("f", h, x));
  const i = sigmoid(affine("i", h, x));
  const g = tanh(affine("g", h, x));
  const cNext = sub(mul(f, c), mul(i, g));
  const o = sigmoid(affine("o", h, x));
  return { h: mul(o, tanh(cNext)), c: cNext, f, i, g, o };
});
const form = CELL_FORMS.find(({ name }) => name === "LSTM")!;
const torchWorst = (of = lstm) =>
  worstOf(torchLstm.cases, (c) => layerAgainstTorch(of, c, "float64")).worst;
const stackWorst = (of = lstm) => {
  const cases = torchStacked.cases.filter((c) => c.cell === "lstm");
  return worstOf(cases, (c) => stackAgainstTorch(of, c, "float64")).worst;
};
const onnxWorst = (of = lstm) => {
  const cases = onnxLstm.cases.filter((c) => c.kind === "plain");
  return worstOf(cases, (c) => layerAgainstOnnx(of, c)).worst;
};
// A peephole LSTM by hand, without peepholes.
const handWorst = (of = lstm) =>
  againstHand(peepholeCase({ T: 3, B: 2, I: 3, H: 4 }, []), alone(of));

if (process.env["WITNESS_MISTAKEN"])
  comparison({ name: mistaken.name, form: "cell", witness: "PyTorch", limit: 2e-8 }, () => ({
    cases: 1,
    worst: torchWorst(mistaken as unknown as typeof lstm),
  }));
else {
  afterEach(() => void vi.restoreAllMocks());

  describe("a comparison falls short", () => {
    it("of PyTorch, onnxruntime and the witness by hand, when a sign in the cell is wrong", () => {
      const wrong = mistaken as unknown as typeof lstm;
      for (const worst of [torchWorst, stackWorst, onnxWorst, handWorst]) {
        expect(worst()).toBeLessThan(1e-6);
        expect(worst(wrong)).toBeGreaterThan(1e-2);
      }
    });
    it("of finite differences, PyTorch and the witness by hand, when a reverse rule is off by 1e-5", () => {
      const right = OPS.tanh.reverse;
      vi.spyOn(OPS.tanh, "reverse").mockImplementation((...given) =>
        right(...given).map((d) => d && mul(d, 1 + 1e-5)),
      );
      expect(againstDifferences(form, 10).worst).toBeGreaterThan(1e-6);
      expect(torchWorst()).toBeGreaterThan(1e-6);
      expect(handWorst()).toBeGreaterThan(1e-6);
    });
    it("of finite differences, when a reverse rule forgets one of two ways", () => {
      vi.spyOn(OPS.mul, "reverse").mockImplementation((d, _, [, b]) => [mul(d, b), undefined]);
      expect(againstDifferences(form, 10).worst).toBeGreaterThan(1e-2);
    });
    it("of the interpreter, when an instruction of the plan is off by 1e-10, in Float32 by 1e-3", () => {
      const right = KERNELS.tanh;
      for (const [way, off, limit] of [
        ["Float64", 1e-10, 1e-12],
        ["js", 1e-3, 5e-5],
      ] as const) {
        vi.spyOn(KERNELS, "tanh").mockImplementation((y, args, node) => {
          const instruction = right(y, args, node);
          return (memory) => {
            instruction(memory);
            memory[y.at] *= 1 + off;
          };
        });
        expect(againstInterpreter(form, 4)[way].worst).toBeGreaterThan(limit);
        vi.restoreAllMocks();
        expect(againstInterpreter(form, 4)[way].worst).toBeLessThan(limit);
      }
    });
    it("when a gradient is missing, one too many, or NaN", () => {
      const [c] = torchLstm.cases;
      const { W_f: _, ...without } = c.grad;
      expect(() => layerAgainstTorch(lstm, { ...c, grad: without }, "float64")).toThrow();
      const more = { ...c.grad, W_z: c.grad["W_f"] };
      expect(() => layerAgainstTorch(lstm, { ...c, grad: more }, "float64")).toThrow();
      const x = c.x.map((v, k) => (k === 0 ? Number.NaN : v));
      expect(layerAgainstTorch(lstm, { ...c, x }, "float64")).toBeNaN();
    });
    it("not where a ReLU has its kink: that point is drawn again, and the next one counts", () => {
      const outcome = againstDifferences(
        CELL_FORMS.find(({ name }) => name === "ReLU RNN")!,
        50,
      );
      expect(outcome.redrawn).toBeGreaterThan(0);
      expect(outcome.worst).toBeLessThan(1e-8);
      const right = OPS.max.reverse;
      vi.spyOn(OPS.max, "reverse").mockImplementation((...given) =>
        right(...given).map((d) => d && add(d, 1e-3)),
      );
      const wrong = againstDifferences(
        CELL_FORMS.find(({ name }) => name === "ReLU RNN")!,
        50,
      );
      expect(wrong.worst).toBeGreaterThan(1e-5);
    });
  });

  describe("npm run witness", () => {
    const row = { name: "LSTM", form: "cell", witness: "PyTorch", cases: 12, limit: 1e-8 };
    const finished = (worst: number, state: "passed" | "failed") =>
      ({
        fullName: "LSTM, cell: PyTorch",
        meta: () => ({ row: { ...row, worst } }),
        result: () => ({ state, errors: [{ message: "expected more\nand so on" }] }),
      }) as never;

    it("prints a line a comparison, with what was drawn again and what fell short", () => {
      const columns = (worst: number, redrawn = 0) =>
        rowLine({ ...row, worst, redrawn }).split(/ {2,}/);
      const start = ["LSTM", "cell", "PyTorch", "12"];
      expect(columns(1.234e-9)).toEqual([...start, "1.2e-9"]);
      expect(columns(1.234e-9, 3)).toEqual([...start, "1.2e-9", "3 drawn again"]);
      for (const worst of [1e-8, Infinity, Number.NaN])
        expect(columns(worst, 3).at(-1)).toBe("3 drawn again, FELL SHORT of 1e-8");
    });
    it("passes only if there were comparisons, none fell short and nothing else failed", () => {
      const outcome = (act: (reporter: WitnessReporter) => void) => {
        const lines: string[] = [];
        const reporter = new WitnessReporter((text) => void lines.push(text));
        act(reporter);
        reporter.onTestRunEnd([], []);
        return [reporter.passed, lines.at(-1)];
      };
      expect(outcome(() => {})).toEqual([false, "0 comparisons, 0 fell short"]);
      expect(outcome((r) => r.onTestCaseResult(finished(1e-9, "passed")))).toEqual([
        true,
        "1 comparisons, 0 fell short",
      ]);
      expect(outcome((r) => r.onTestCaseResult(finished(1e-7, "failed")))).toEqual([
        false,
        "1 comparisons, 1 fell short",
      ]);
      expect(outcome((r) => r.onTestCaseResult(finished(1e-9, "failed")))).toEqual([
        false,
        "1 comparisons, 0 fell short; 1 other failures",
      ]);
    });
    it("exits with an error when a cell is wrong", () => {
      const run = fileURLToPath(new URL("run.mjs", import.meta.url));
      const env = { ...process.env, WITNESS_MISTAKEN: "1", VITEST: undefined };
      const { status, stdout } = spawnSync(process.execPath, [run, "--cases", "1"], { env });
      expect(String(stdout)).toMatch(/Mistaken LSTM .* FELL SHORT of 2e-8/);
      expect(String(stdout)).toMatch(/1 comparisons, 1 fell short/);
      expect(status).toBe(1);
    });
    it("takes a number of cases, and says in one line what it does not take", () => {
      expect([readCases([]), readCases(["--cases", "10000"])]).toEqual([200, 10_000]);
      for (const wrong of ["0", "-3", "1.5", "many", ""])
        expect(() => readCases([`--cases=${wrong}`])).toThrow(
          `--cases wants a whole number from 1 to 9999999, not "${wrong}". Usage: npm run witness -- [--cases N]`,
        );
      for (const args of [["--shapes", "3"], ["LSTM"], ["--cases"]])
        expect(() => readCases(args)).toThrow(/^[^\n]+ Usage: npm run witness -- \[--cases N\]$/);
    });
  });
}
