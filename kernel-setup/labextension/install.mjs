import { cpSync, mkdtempSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Puts the figure renderer where the environment's JupyterLab finds it. Safe to repeat, and to
 * interrupt: the files are gathered beside their place and appear there by one rename.
 * @param {{ repo: string, venv: string }} where
 */
export const installLabextension = ({ repo, venv }) => {
  const source = join(repo, "kernel-setup", "labextension");
  // Lab reads every folder under labextensions/, so a half-made one must not lie there.
  const home = join(venv, "share", "jupyter", "labextensions");
  mkdirSync(home, { recursive: true });
  const made = mkdtempSync(join(venv, "share", "jupyter", "unrolled-figures-"));
  try {
    cpSync(join(source, "package.json"), join(made, "package.json"));
    for (const file of ["remoteEntry.js", "figure.js", "drawing.js", "theme.js"]) {
      cpSync(join(source, file), join(made, "static", file));
    }
    const plotly = join(repo, "node_modules", "plotly.js-dist");
    cpSync(join(plotly, "plotly.js"), join(made, "static", "plotly.js"));
    cpSync(join(plotly, "LICENSE"), join(made, "static", "plotly.LICENSE"));
    rmSync(join(home, "unrolled-figures"), { recursive: true, force: true });
    renameSync(made, join(home, "unrolled-figures"));
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
};
