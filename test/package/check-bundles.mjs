import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withEsbuild } from "./bundle.mjs";

const CELL = 8_000; // bytes, gzipped, of what a cell is and one of them
/** What a program that trains an LSTM has no use for. */
const UNUSED = ["lesson", "plot", "tasks", "models", "graph/diagram"];

/** What is left of the package in a bundle. @param {import("./world.mjs").World} world */
export async function* check({ project }) {
  const out = "bundles/size";
  const entries = ["cell.js", "start.js", "everything.js"];
  const { problems, outputs } = await withEsbuild(project, entries, out);
  yield { what: "bundles: esbuild has nothing to say", problems };
  const weigh = (/** @type {string} */ name) =>
    gzipSync(readFileSync(join(project, out, name))).length;
  /** Bytes from a folder of the package. @param {string} bundle @param {string} folder */
  const share = (bundle, folder) =>
    Object.entries(outputs[`${out}/${bundle}`].inputs)
      .filter(([file]) => file.includes(`/unrolled/dist/${folder}/`))
      .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const cell = weigh("cell.js");
  yield {
    what: `bundles: { lstm } alone: ${kB(cell)} gzipped`,
    problems: [
      ...(cell > CELL ? [`want at most ${kB(CELL)}`] : []),
      ...["core/wasm", "train", ...UNUSED].filter((folder) => share("cell.js", folder) > 0),
    ],
  };
  yield {
    what: `bundles: what trains an LSTM: ${kB(weigh("start.js"))} gzipped, without ${UNUSED.join(", ")}`,
    problems: UNUSED.filter((folder) => share("start.js", folder) > 0),
  };
  // The check above would pass just as well if the folders had other names.
  yield {
    what: `bundles: everything: ${kB(weigh("everything.js"))} gzipped, of which the workbook's lessons are ${kB(share("everything.js", "lesson"))} before`,
    problems: UNUSED.filter((folder) => share("everything.js", folder) === 0).map(
      (folder) => `nothing from ${folder}`,
    ),
  };
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
