import { parseArgs } from "node:util";
import { Failure } from "../../kernel-setup/failure.mjs";

const USAGE =
  "Usage: npm run bench -- [--json FILE] [--only REGEX] [--quick] [--no-compile] [--list] [--help]";
export const HELP = `${USAGE}
  --json FILE    writes every timing to FILE as well
  --only REGEX   only the rows whose "section: name" it matches; --list shows them
  --quick        small sizes and fewer turns: rough figures in two minutes
  --no-compile   does not try torch.compile where it has not been tried before, which takes minutes
  --list         says which rows there are, and measures nothing`;

const OPTIONS = /** @type {const} */ ({
  json: { type: "string" },
  only: { type: "string" },
  quick: { type: "boolean" },
  "no-compile": { type: "boolean" },
  list: { type: "boolean" },
  help: { type: "boolean" },
});

/**
 * What the reader asked of `npm run bench`.
 * @param {string[]} args
 */
export function readFlags(args) {
  const { json, only = "", quick = false, list = false, help = false, ...rest } = parse(args);
  return {
    json,
    only: pattern(only),
    quick,
    list,
    help,
    compile: !rest["no-compile"] && !quick,
  };
}

/** @param {string} only */
function pattern(only) {
  try {
    return new RegExp(only, "i");
  } catch {
    throw new Failure(`--only wants a regular expression, not "${only}". ${USAGE}`);
  }
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
