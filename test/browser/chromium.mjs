import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { Failure } from "../../kernel-setup/failure.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Starts the Chromium that $CHROMIUM names or PATH holds; playwright-core brings none. */
export const launchChromium = () => chromium.launch({ executablePath: findChromium() });

function findChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = (process.env.CHROMIUM ? [process.env.CHROMIUM] : onPath).find(runs);
  if (found) return found;
  throw new Failure(
    "no Chromium found. Install one (Debian: apt install chromium fonts-noto-cjk), or set CHROMIUM=/path/to/it.",
  );
}

/** @param {string} file */
function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
