import { parseArgs } from "node:util";
import { Failure } from "../../kernel-setup/failure.mjs";

const USAGE = "Usage: npm run witness -- [--cases N]";

/**
 * How many random shapes each comparison shall have.
 * @param {string[]} args
 */
export function readCases(args) {
  const { cases = "200" } = parse(args);
  if (!/^[1-9]\d{0,6}$/.test(cases))
    throw new Failure(`--cases wants a whole number from 1 to 9999999, not "${cases}". ${USAGE}`);
  return Number(cases);
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: { cases: { type: "string" } } }).values;
  } catch (error) {
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s/);
    throw new Failure(`${reason}. ${USAGE}`);
  }
}
