/**
 * @typedef {{ name: string, form: string, witness: string, limit: number, cases: number, worst: number, redrawn?: number }} Row
 * @typedef {import("vitest/node").TestCase} TestCase
 */

const WIDTHS = /** @type {const} */ ([36, 34, 21, 6, 8]);

/** @param {readonly string[]} columns */
const line = (columns) =>
  columns
    .map((text, k) => (k === 3 || k === 4 ? text.padStart(WIDTHS[k]) : text.padEnd(WIDTHS[k] ?? 0)))
    .join("  ")
    .trimEnd();

/** @param {Row} row */
const isShort = ({ worst, limit }) => !(worst < limit); // NaN is

/** @param {Row} row */
export function rowLine(row) {
  const { name, form, witness, cases, worst, limit, redrawn = 0 } = row;
  const notes = [
    ...(redrawn > 0 ? [`${redrawn} drawn again`] : []),
    ...(isShort(row) ? [`FELL SHORT of ${limit.toExponential(0)}`] : []),
  ];
  return line([name, form, witness, String(cases), worst.toExponential(1), notes.join(", ")]);
}

/**
 * A reporter of vitest: a line a comparison, as it finishes; of the other tests, which hold the witnesses to account,
 * only those that fail.
 */
export class WitnessReporter {
  comparisons = 0;
  short = 0;
  /** Tests without a row, files and hooks that failed. */
  failures = 0;

  /** @param {(line: string) => void} print */
  constructor(print = console.log) {
    this.print = print;
  }
  onInit() {
    this.print(line(["name", "form", "witness", "cases", "worst"]));
  }
  /** @param {TestCase} test */
  onTestCaseResult(test) {
    const row = /** @type {{ row?: Row }} */ (test.meta()).row;
    const { state, errors = [] } = test.result();
    if (row) {
      this.comparisons++;
      if (isShort(row)) this.short++;
      this.print(rowLine(row));
    }
    if (state === "failed" && !(row && isShort(row))) this.#fail(test.fullName, errors);
  }
  /** @param {import("vitest/node").TestModule} module */
  onTestModuleEnd(module) {
    const errors = module.errors();
    if (errors.length > 0) this.#fail(module.relativeModuleId, errors);
  }
  /**
   * @param {unknown} _modules
   * @param {readonly { message: string }[]} errors
   */
  onTestRunEnd(_modules, errors) {
    if (errors.length > 0) this.#fail("outside of the tests", errors);
    const failed = this.failures > 0 ? `; ${this.failures} other failures` : "";
    this.print(`${this.comparisons} comparisons, ${this.short} fell short${failed}`);
  }
  /** Whether there was something to compare and none fell short. */
  get passed() {
    return this.comparisons > 0 && this.short === 0 && this.failures === 0;
  }
  /**
   * @param {string} what
   * @param {readonly { message: string }[]} errors
   */
  #fail(what, errors) {
    this.failures++;
    const [reason] = (errors[0]?.message ?? "no reason given").split("\n");
    this.print(`FAILED ${what}: ${reason}`);
  }
}
