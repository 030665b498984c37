import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { checkHostNode } from "../../kernel-setup/node.mjs";
import { ensureBuild, ensureNodeModules } from "../../kernel-setup/npm.mjs";
import { oneAtATime } from "../../kernel-setup/one-at-a-time.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { step } from "../../kernel-setup/progress.mjs";
import { ensurePackages } from "../second-environment.mjs";
import { makeFrontPage } from "./front-page.mjs";
import { group } from "./groups.mjs";
import { OPTIONS } from "./options.mjs";

// npm run reference
// Writes the reference of all that src/index.ts exports into .reference/html/, from its docstrings and from the cells
// themselves. What lacks a docstring, and a link that leads nowhere, are errors.

const REFERENCE = join(repo, ".reference");
const HTML = join(REFERENCE, "html");

await main(async () => {
  checkHostNode();
  await oneAtATime(repo, async () => {
    await ensureNodeModules(repo);
    await ensureBuild(repo);
    await ensurePackages(
      join(REFERENCE, "typedoc"),
      "Installing TypeDoc into .reference/typedoc (46 MB)",
      join(import.meta.dirname, "package.json"),
    );
  });
  const find = createRequire(join(REFERENCE, "typedoc", "package.json"));
  const typedoc = await import(pathToFileURL(find.resolve("typedoc")).href);
  const app = await typedoc.Application.bootstrap(OPTIONS);
  const { addCells } = await import("./cell-pages.mjs"); // it imports what was only now built
  group(app, typedoc);
  await addCells(app, typedoc);
  makeFrontPage(app, typedoc);
  await step("Reading src/ and writing .reference/html/", async () => {
    const project = await app.convert();
    if (project) {
      app.validate(project);
      await app.generateDocs(project, HTML);
    }
    if (app.logger.hasErrors() || app.logger.hasWarnings())
      throw new Failure("the reference was not written, or lacks what is said above.");
  });
  console.log(pathToFileURL(join(HTML, "index.html")).href);
});
