import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { closedFolder, installKernel, uninstallKernel } from "./elsewhere.mjs";
import { Failure, main } from "./failure.mjs";
import { repo } from "./paths.mjs";
import { prefixData, userData } from "./places.mjs";

// npm run kernel -- install|uninstall --user | --prefix FOLDER
// For a Jupyter that is not .venv's: a hub's, an editor's, the reader's own.

const USAGE = "Usage: npm run kernel -- install|uninstall --user | --prefix FOLDER";

await main(async () => {
  const { verb, prefix } = readCommand(process.argv.slice(2));
  const data = prefix ? prefixData(prefix) : userData();
  if (verb === "uninstall") {
    uninstallKernel(data);
    console.log(`Removed the kernel from ${data}.`);
    return;
  }
  if (prefix) process.umask(0o022); // all users of the environment shall read what an administrator puts there
  const node = await installKernel(repo, data);
  console.log(`Installed the kernel into ${data}; it runs from ${repo}, which must stay there.`);
  const files = [node, join(repo, "kernel-setup", "kernel", "kernel.cjs")];
  const closed = prefix && files.map(closedFolder).find(Boolean);
  if (closed) {
    console.log(
      `Only you can run it: ${closed} is closed to other users. For a hub, keep the checkout where all may read it, in /opt/unrolled, say.`,
    );
  }
});

/** @param {string[]} args */
function readCommand(args) {
  const { values, positionals } = parse(args);
  const [verb, ...more] = positionals;
  if (more.length > 0 || !["install", "uninstall"].includes(verb)) throw new Failure(USAGE);
  if (Boolean(values.user) === Boolean(values.prefix)) {
    throw new Failure(`say where: --user or --prefix FOLDER. ${USAGE}`);
  }
  const prefix = values.prefix && resolve(process.env.INIT_CWD ?? ".", values.prefix);
  if (prefix && !statSync(prefix, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Failure(
      `there is no folder ${prefix}. --prefix wants where an environment lies, such as /usr/local.`,
    );
  }
  return { verb, prefix };
}

/** @param {string[]} args */
function parse(args) {
  try {
    const options = /** @type {const} */ ({
      user: { type: "boolean" },
      prefix: { type: "string" },
    });
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s/);
    throw new Failure(`${reason}. ${USAGE}`);
  }
}
