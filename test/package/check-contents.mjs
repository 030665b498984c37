import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { repo } from "../../kernel-setup/paths.mjs";
import { run } from "../../kernel-setup/run.mjs";

const PINNED = join(import.meta.dirname, "contents.txt");
const MOST = { packed: 1_050_000, unpacked: 3_700_000 }; // bytes

/** What the package brings. @param {import("./world.mjs").World} world @param {{ update: boolean }} options */
export async function* check({ tarball, project, installed }, { update }) {
  const files = filesOf(installed);
  const folded = fold(files);
  if (update) writeFileSync(PINNED, `${folded.join("\n")}\n`);
  const pinned = readFileSync(PINNED, "utf8").split(/\r?\n/).filter(Boolean);
  yield {
    what: "contents: the files of contents.txt and no others",
    problems: [
      ...folded.filter((line) => !pinned.includes(line)).map((line) => `new: ${line}`),
      ...pinned.filter((line) => !folded.includes(line)).map((line) => `gone: ${line}`),
      ...(folded.join() === pinned.join() ? [] : ["npm run package -- --only contents --update"]),
    ],
  };
  const own = /^(dist\/.*\.(js|js\.map|d\.ts)|package\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
  yield {
    what: "contents: compiled modules and four pages; no sources, tests, notebooks or kernel",
    problems: files.filter((file) => !own.test(file)),
  };

  const packed = statSync(tarball).size;
  const unpacked = files.reduce((sum, file) => sum + statSync(join(installed, file)).size, 0);
  const sizes = `${files.length} files, ${kB(packed)} packed, ${kB(unpacked)} unpacked`;
  yield {
    what: `contents: ${sizes}`,
    problems: [
      ...(packed > MOST.packed ? [`want at most ${kB(MOST.packed)} packed`] : []),
      ...(unpacked > MOST.unpacked ? [`want at most ${kB(MOST.unpacked)} unpacked`] : []),
    ],
  };

  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const kinds = ["dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"];
  const beside = readdirSync(dirname(installed)).filter((name) => !name.startsWith("."));
  yield {
    what: "contents: no dependencies",
    problems: [
      ...kinds.filter((kind) => Object.keys(manifest[kind] ?? {}).length > 0),
      ...(beside.join() === "unrolled" ? [] : [`installed: ${beside.join(", ")}`]),
    ],
  };
  yield {
    what: "contents: arrays of numbers are plain in every .d.ts: older checkers know no type parameter",
    problems: files
      .filter((file) => file.endsWith(".d.ts"))
      .filter((file) => /(Float|Int)\d+Array</.test(read(file))),
  };
  yield {
    what: "contents: every module has its map, which holds its source",
    problems: files.filter((file) => file.endsWith(".js") && !hasMap(file)),
  };
  const { output } = await run(process.execPath, ["--enable-source-maps", "fail.mjs"], {
    cwd: project,
  });
  yield {
    what: "contents: with them an error is seen in TypeScript, at its line",
    problems: /src[\\/]core[\\/]random\.ts:\d+/.test(output) ? [] : [output],
  };

  /** @param {string} file */
  function read(file) {
    return readFileSync(join(installed, file), "utf8");
  }
  /** @param {string} file */
  function hasMap(file) {
    const name = /\n\/\/# sourceMappingURL=(\S+)\s*$/.exec(read(file))?.[1];
    const map = `${file}.map`;
    if (name !== map.split("/").at(-1) || !files.includes(map)) return false;
    const { sources, sourcesContent } = JSON.parse(read(map));
    const source = join(repo, dirname(map), sources[0]);
    return sources.length === 1 && sourcesContent?.[0] === readFileSync(source, "utf8");
  }
}

/** @param {string} folder */
const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();

/** One line a module, with its kinds of files: a.{d.ts,js,js.map}. @param {string[]} files */
function fold(files) {
  /** @type {Map<string, string[]>} */
  const kinds = new Map();
  for (const file of files) {
    const [, stem, kind] = /^(dist\/.*?)\.(.*)$/.exec(file) ?? [file, file, ""];
    kinds.set(stem, [...(kinds.get(stem) ?? []), kind]);
  }
  return [...kinds].map(([stem, list]) => (list[0] ? `${stem}.{${list.join(",")}}` : stem));
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
