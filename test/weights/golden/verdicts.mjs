import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "../../../kernel-setup/failure.mjs";
import { makeCase } from "../fuzz/mutate.mjs";
import { startReference } from "../fuzz/reference.mjs";

// node test/weights/golden/verdicts.mjs
// Freezes what PyPI's reader says of the fuzz's first files, so that the tests can compare without it. A letter each: 0 refused,
// 1 accepted, x accepted although the format's text forbids what is listed under `lax`.

const CASES = 20_000;
const SEED = 1;

await main(async () => {
  const reference = await startReference();
  const answers = await reference.ask(Array.from({ length: CASES }, (_, k) => makeCase(SEED, k)));
  reference.end();
  /** @type {Record<string, string[]>} */
  const lax = {};
  const letters = answers.map((answer, k) => {
    if (answer === null) return "0";
    if (answer.lax.length === 0) return "1";
    lax[k] = answer.lax;
    return "x";
  });
  const verdicts = { safetensors: reference.version, seed: SEED, letters: letters.join(""), lax };
  writeFileSync(join(import.meta.dirname, "verdicts.json"), `${JSON.stringify(verdicts)}\n`);
});
