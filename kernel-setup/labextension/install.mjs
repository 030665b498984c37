import { cpSync } from "node:fs";
import { join } from "node:path";
import { putFolder } from "../put-folder.mjs";

export const LABEXTENSION = "unrolled-figures";

/**
 * Puts the figure renderer where JupyterLab and Notebook 7 find it. Safe to repeat, and to interrupt.
 * @param {{ repo: string, data: string }} where the checkout, and a Jupyter data folder
 */
export const installLabextension = ({ repo, data }) => {
  const source = join(repo, "kernel-setup", "labextension");
  const plotly = join(repo, "node_modules", "plotly.js-dist");
  putFolder(data, "labextensions", LABEXTENSION, (made) => {
    cpSync(join(source, "package.json"), join(made, "package.json"));
    for (const file of ["remoteEntry.js", "figure.js", "drawing.js", "theme.js"]) {
      cpSync(join(source, file), join(made, "static", file));
    }
    cpSync(join(plotly, "plotly.js"), join(made, "static", "plotly.js"));
    cpSync(join(plotly, "LICENSE"), join(made, "static", "plotly.LICENSE"));
  });
};
