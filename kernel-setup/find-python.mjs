import { Failure } from "./failure.mjs";
import { run } from "./run.mjs";

const OLDEST = [3, 10];
const CANDIDATES = [
  ["python3"],
  ["python"],
  ["py", "-3"],
  // Where the system's own python3 is old, a newer one often stands beside it.
  ...["3.14", "3.13", "3.12", "3.11", "3.10"].map((version) => [`python${version}`]),
];

/**
 * The environment of every Python we start: the user's own packages and paths stay out of it.
 * @returns {NodeJS.ProcessEnv}
 */
export function pythonEnv() {
  const { PYTHONHOME: _home, PYTHONPATH: _path, ...env } = process.env;
  return { ...env, PYTHONNOUSERSITE: "1", PIP_USER: "0" };
}

/**
 * The command that starts a Python new enough for JupyterLab; $PYTHON is asked first.
 * @returns {Promise<string[]>}
 */
export async function findPython() {
  const chosen = process.env.PYTHON ? [[process.env.PYTHON]] : [];
  let old;
  for (const command of [...chosen, ...CANDIDATES]) {
    const version = await versionOf(command);
    if (!version) continue;
    if (isNewEnough(version)) return command;
    old ??= `${command.join(" ")} is ${version}`;
  }
  throw new Failure(
    old
      ? `Python is too old: ${old}, and 3.10 or newer is needed. Install one, then run this again; PYTHON=/path/to/python names a particular one.`
      : "no Python found. Install Python 3.10 or newer, then run this again; PYTHON=/path/to/python names a particular one.",
  );
}

/**
 * @param {string} version such as "3.12.1"
 */
export function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/**
 * @param {string[]} command
 */
async function versionOf([program, ...args]) {
  const { code, output } = await run(program, [...args, "--version"], { env: pythonEnv() });
  return code === 0 ? /^Python (\d+\.\d+\S*)/m.exec(output)?.[1] : undefined;
}
