import { existsSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { compileForms, whyNotCompiled } from "./compile.mjs";
import { CONFIGURATIONS } from "./configurations.mjs";
import { HELP, readFlags } from "./flags.mjs";
import { ensurePeers } from "./install.mjs";
import { busy, machine } from "./machine.mjs";
import { endWorkers, measure, versionsOf } from "./measure.mjs";
import { heading, lastLine, missingIn, show } from "./report.mjs";
import { allRows } from "./rows.mjs";

// npm run bench [-- --json FILE] [--only REGEX] [--quick] [--no-compile] [--list]
// Times the library against PyTorch, onnxruntime, OpenBLAS and what JavaScript has, which take turns.

await main(async () => {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) return console.log(HELP);
  const rows = allRows(flags.quick).filter((row) => flags.only.test(`${row.section}: ${row.name}`));
  if (rows.length === 0) throw new Failure("--only matches no row; --list shows them all.");
  if (flags.list) return rows.forEach((row) => console.log(`${row.section}: ${row.name}`));
  if (flags.json && !existsSync(dirname(flags.json)))
    throw new Failure(`--json wants a file in a folder that exists, not "${flags.json}".`);
  const load = busy();
  if (load > 0.5)
    console.log(`Others are at work on this machine (load ${load}): do not keep these figures.`);
  const absent = await ensurePeers();
  for (const [kind, why] of Object.entries(absent)) console.log(`No ${kind} peers: ${why}`);
  if (flags.compile && !absent.python) await compileForms(rows);

  /** @param {import("./rows.mjs").Form} form */
  const whyNot = (form) => {
    const [kind] = form.process.split(":");
    return absent[/** @type {"python" | "javascript"} */ (kind)] ?? whyNotCompiled(form);
  };
  const about = {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    load,
    versions: {
      node: process.versions.node,
      ...(absent.python ? {} : await versionsOf("python:1")),
      ...(absent.javascript ? {} : await versionsOf("javascript")),
    },
  };
  console.log(Object.values(about.machine).join(", "));
  console.log(Object.entries(about.versions).flat().join(" "));

  /** @type {import("./lines.mjs").Line[]} */
  const lines = [];
  let section = "";
  /**
   * What has been said of this section, so that it is said once.
   * @type {Set<string>}
   */
  let said = new Set();
  const say = (/** @type {string} */ text) => {
    if (!said.has(text)) console.log(text);
    said.add(text);
  };
  try {
    for (const row of rows) {
      if (row.section !== section) {
        console.log(heading((section = row.section)));
        said = new Set();
      }
      const found = await measure(row, whyNot);
      for (const line of found.lines) console.log(show(line));
      for (const note of found.notes) say(`  ${note}`);
      for (const reason of missingIn(found.lines)) say(`  not here, because ${reason}`);
      lines.push(...found.lines);
    }
  } finally {
    endWorkers();
  }
  if (flags.json) {
    const all = { ...about, configurations: CONFIGURATIONS, lines };
    // A reason may name a file; where the checkout lies is nobody's business.
    const text = JSON.stringify(all, null, 1).replaceAll(JSON.stringify(repo).slice(1, -1), ".");
    writeFileSync(flags.json, `${text}\n`);
  }
  console.log(`\n${lastLine(lines)}`);
  return 0;
});
