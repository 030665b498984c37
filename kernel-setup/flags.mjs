import { parseArgs } from "node:util";
import { Failure } from "./failure.mjs";

const USAGE = "Usage: npm start -- [--no-browser] [--port N]";

/**
 * What the reader asked of `npm start`.
 * @param {string[]} argv
 * @returns {{ browser: boolean, port: number | undefined }}
 */
export function readFlags(argv) {
  const { "no-browser": noBrowser = false, port } = parse(argv);
  if (port === undefined) return { browser: !noBrowser, port };
  if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65535) {
    throw new Failure(`--port wants a number from 1 to 65535, not "${port}". ${USAGE}`);
  }
  return { browser: !noBrowser, port: Number(port) };
}

/**
 * @param {string[]} args
 */
function parse(args) {
  try {
    const options = /** @type {const} */ ({
      "no-browser": { type: "boolean" },
      port: { type: "string" },
    });
    return parseArgs({ args, options }).values;
  } catch (error) {
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s/);
    throw new Failure(`${reason}. ${USAGE}`);
  }
}
