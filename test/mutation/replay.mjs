import { existsSync } from "node:fs";
import { join } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";
import { onHosts } from "./hosts.mjs";
import { edited, hash, mutated, read } from "./sources.mjs";

/** What the stored score must be at least, and how many of its mutants must still be such that they can be tried. */
const LEAST = 0.85;
const FEWEST = 20;
/** As many as a check of a change may take time for. */
const MOST = 40;
const LIMIT = 120_000;

/**
 * Whether the stored score is high enough and tests find today what they found then: of mutants in files that have not
 * changed since. Which they are does not hang on chance or on how fast the machine is.
 * @param {any} stored results.json
 */
export async function replay(stored) {
  const tally = { passed: 0, failed: 0 };
  const say = (/** @type {boolean} */ ok, /** @type {string} */ what) => {
    tally[ok ? "passed" : "failed"]++;
    console.log(`${ok ? "ok" : "FAILED"}: ${what}`);
  };
  const { share, found, all } = stored.score;
  say(share >= LEAST, `the stored score is ${found} of ${all}; at least ${LEAST} is wanted`);
  const now = mutated();
  const same = new Set(
    now.filter((file) => stored.sources[file] === hash(read(file)).slice(0, 16)),
  );
  console.log(
    `${now.length - same.size} of ${now.length} files have changed since it was measured (${stored.date}, ${stored.commit})`,
  );
  const tried = stored.found
    .filter(
      (/** @type {any} */ { file, test, name }) =>
        name && same.has(file) && existsSync(join(repo, test)),
    )
    .slice(0, MOST);
  say(
    tried.length >= FEWEST,
    `${tried.length} of its mutants can be tried again; too few: npm run mutate -- --keep`,
  );
  await onHosts(2, tried, async (/** @type {any} */ mutant, host) => {
    const texts = { [mutant.file]: edited(mutant) };
    const answer = await host.ask({ texts, test: mutant.test, names: [mutant.name] }, LIMIT);
    const ok = typeof answer === "string" || answer.failed !== undefined;
    say(
      ok,
      `${mutant.test} finds ${mutant.file} ${mutant.start}-${mutant.end}: ${mutant.text.slice(0, 40)}`,
    );
  });
  return tally;
}
