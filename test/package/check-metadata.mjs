import { run } from "../../kernel-setup/run.mjs";
import { tool } from "./tools.mjs";

/** What the linters of packages say. @param {import("./world.mjs").World} world */
export async function* check({ tarball, project }) {
  const linters = [
    { what: "publint", args: [tool("publint", "src", "cli.js"), "run", tarball, "--strict"] },
    {
      what: "are the types wrong, its profile for ESM alone",
      args: [
        ...[tool("@arethetypeswrong/cli", "dist", "index.js"), tarball],
        ...["--profile", "esm-only", "--no-color"],
      ],
    },
  ];
  for (const { what, args } of linters) {
    const { code, output } = await run(process.execPath, args, { cwd: project });
    yield { what: `metadata: ${what}`, problems: code === 0 ? [] : [output] };
  }
}
