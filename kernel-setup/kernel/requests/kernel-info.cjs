"use strict";
// What the kernel says of itself.

const path = require("node:path");
const ts = require("typescript6");
const { PROTOCOL_VERSION } = require("../wire/message.cjs");
const { root } = require("../paths.cjs");

function kernelInfo() {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "unrolled",
    implementation_version: require(path.join(root, "package.json")).version,
    banner: `TypeScript ${ts.version} on Node ${process.versions.node}, over tslab`,
    language_info: {
      name: "typescript",
      version: ts.version,
      mimetype: "text/typescript",
      file_extension: ".ts",
      // JupyterLab colours by `mode`, the older Notebook by `name` and the flag.
      codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
      nbconvert_exporter: "script",
    },
    supported_features: [], // the optional ones, a debugger and subshells, are not
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
  };
}

module.exports = { kernelInfo };
