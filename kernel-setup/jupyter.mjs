import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { venvPaths } from "./paths.mjs";

/**
 * The kernelspec: absolute paths, so that Lab finds the kernel whatever PATH says. The flag keeps Node from aborting
 * when Stop ends a synchronous loop inside a timer's callback.
 * @param {string} repo
 * @param {string} node
 */
export const kernelspec = (repo, node) => ({
  argv: [
    node,
    "--no-force-async-hooks-checks",
    join(repo, "kernel-setup", "kernel", "kernel.cjs"),
    "{connection_file}",
  ],
  display_name: "Unrolled (TypeScript)",
  language: "typescript",
  interrupt_mode: "message",
});

const SERVER = {
  // Only our kernel is on offer: the Python one that comes with Lab would confuse a reader.
  KernelSpecManager: { allowed_kernelspecs: ["unrolled"], ensure_native_kernel: false },
  MultiKernelManager: { default_kernel_name: "unrolled" },
  LabApp: {
    log_level: "WARN",
    extension_manager: "readonly", // the full list would be fetched from the network
  },
  // It looks for language servers at every start; the kernel itself completes and inspects.
  ServerApp: { jpserver_extensions: { jupyter_lsp: false } },
};

/** Lab asks nobody for news or newer versions, and shows what a completion is. */
const LAB = {
  "@jupyterlab/completer-extension:manager": { showDocumentationPanel: true },
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

/** Lab's own scripts are CommonJS, and the package.json above .venv says that .js files are not. */
const PACKAGE = { type: "commonjs" };

/**
 * Writes into .venv what Lab needs to know of us.
 * @param {string} repo
 * @param {string} node the Node that runs the kernel
 */
export function ensureJupyterFiles(repo, node) {
  const paths = venvPaths(repo);
  write(paths.kernelspec, kernelspec(repo, node));
  write(paths.serverConfig, SERVER);
  write(paths.labOverrides, LAB);
  write(paths.packageJson, PACKAGE);
}

/**
 * Leaves a file that says so already alone.
 * @param {string} file
 * @param {object} content
 */
function write(file, content) {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
