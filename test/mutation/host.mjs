import { join } from "node:path";
import { createVitest } from "vitest/node";
import { repo } from "../../kernel-setup/paths.mjs";

/**
 * A file of tests to run on sources of which some have another text than on the disk, where nothing is written.
 * @typedef {{ texts: Record<string, string>, test: string, names?: string[], record?: boolean }} Request
 * @typedef {{ name: string, id: string, ms: number }} Test
 * @typedef {{ outside: string[], perTest: Record<string, string[]> }} Executed the mutants of each, by their ids
 * @typedef {{ failed?: string, why?: string, tests: Test[], executed?: Executed }} Answer
 */

/** @type {Map<string, string>} */
let texts = new Map();

const vitest = await createVitest(
  {
    root: repo,
    watch: false,
    include: ["test/**/*.test.ts"],
    setupFiles: [join(import.meta.dirname, "record.mjs")],
    reporters: [{}],
    pool: "forks",
    maxWorkers: 1,
    bail: 1,
    testTimeout: 60_000,
    update: false,
    fsModuleCache: false, // it knows a module by its file, whatever the plugin below makes of it
  },
  {
    plugins: [
      {
        name: "other texts",
        enforce: "pre",
        transform: (_, id) => texts.get(id.split("?")[0]),
      },
    ],
  },
);
await vitest.standalone();

/**
 * @param {Request} request
 * @returns {Promise<Answer>}
 */
async function answer({ texts: wanted, test, names, record = false }) {
  const next = new Map(Object.entries(wanted).map(([file, text]) => [path(file), text]));
  for (const file of new Set([...texts.keys(), ...next.keys()]))
    if (texts.get(file) !== next.get(file)) vitest.invalidateFile(file);
  texts = next;
  const project = vitest.getRootProject();
  project.provide(/** @type {never} */ ("record"), /** @type {never} */ (record));
  const options = names ? { testNames: names } : {};
  const specification = project.createSpecification(path(test), options);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications([specification]);
  // The list has the files of earlier requests too.
  const module = testModules.find(({ moduleId }) => moduleId === path(test));
  if (!module) throw new Error(`${test}: vitest says nothing of it`);
  const ran = [...module.children.allTests()].filter((t) => t.result().state !== "skipped");
  if (names && ran.length === 0 && module.errors().length + unhandledErrors.length === 0)
    throw new Error(`${test}: no test is called ${names.join(" or ")}`);
  const failed = ran.find((t) => t.result().state === "failed");
  const errors = failed?.result().errors ?? [...module.errors(), ...unhandledErrors];
  // Mutants may leave nothing of a thrown value.
  const why = errors.map((error) => String(/** @type {any} */ (error)?.message ?? error));
  return {
    ...(failed ? { failed: failed.fullName } : why.length ? { failed: "(the file itself)" } : {}),
    ...(why.length ? { why: why.join("\n").slice(0, 500) } : {}),
    tests: ran.map((t) => ({ name: t.fullName, id: t.id, ms: t.diagnostic()?.duration ?? 0 })),
    ...(record ? { executed: /** @type {any} */ (module.meta()).executed } : {}),
  };
}

/** @param {string} file as vite writes it, with slashes */
const path = (file) => join(repo, file).replaceAll("\\", "/");

process.on("message", async (/** @type {Request} */ request) => {
  process.send?.(await answer(request));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
