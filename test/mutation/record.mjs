import { afterAll, afterEach, beforeEach, inject } from "vitest";

// Runs before each test file. In the first run, of text with all mutants in it, it notes which test executes which.
const coverage = { static: {}, perTest: {} };
/** What the recording text calls on. @type {{ mutantCoverage: object, currentTestId?: string | undefined }} */
const noted = { mutantCoverage: coverage };
Object.assign(globalThis, { __stryker__: noted });

if (inject(/** @type {never} */ ("record"))) {
  beforeEach(({ task }) => void (noted.currentTestId = task.id));
  afterEach(() => void (noted.currentTestId = undefined));
  // oxlint-disable-next-line no-empty-pattern -- vitest reads it: which of its fixtures are asked for
  afterAll(({}, { file }) => {
    const perTest = Object.entries(coverage.perTest).map(([id, hits]) => [id, Object.keys(hits)]);
    const executed = {
      outside: Object.keys(coverage.static),
      perTest: Object.fromEntries(perTest),
    };
    Object.assign(file.meta, { executed });
  });
}
