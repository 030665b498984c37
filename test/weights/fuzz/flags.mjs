import { parseArgs } from "node:util";
import { Failure } from "../../../kernel-setup/failure.mjs";

const USAGE = "Usage: npm run fuzz [-- --cases N] [--seed S] [--case K] [--json FILE]";

const OPTIONS = /** @type {const} */ ({
  cases: { type: "string", default: "20000" },
  seed: { type: "string", default: "1" },
  case: { type: "string" },
  json: { type: "string" },
});

/**
 * What the reader asked of `npm run fuzz`.
 * @param {string[]} args
 */
export function readFlags(args) {
  const { cases, seed, json, ...rest } = parse(args);
  return {
    cases: whole("--cases", cases, 1),
    seed: whole("--seed", seed, 0),
    one: rest.case === undefined ? undefined : whole("--case", rest.case, 0),
    json,
  };
}

/**
 * @param {string} flag
 * @param {string} text
 * @param {number} least
 */
function whole(flag, text, least) {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw new Failure(
    `${flag} wants a whole number from ${least} to 999999999, not "${text}". ${USAGE}`,
  );
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    const [reason] = /** @type {Error} */ (error).message.split(/\.\s/);
    throw new Failure(`${reason}. ${USAGE}`);
  }
}
