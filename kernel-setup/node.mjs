import { Failure } from "./failure.mjs";

/**
 * @param {string} version such as "24.19.0" or "v24.19.0"
 */
export const nodeMajor = (version) => Number(/\d+/.exec(version)?.[0]);

/**
 * @param {string} version
 * @param {string} oldest both such as "20.19.0"
 */
export function atLeast(version, oldest) {
  const [a, b] = [version, oldest].map((text) => text.split(".").map(Number));
  const first = a.findIndex((part, at) => part !== b[at]);
  return first === -1 || a[first] > b[first];
}

/**
 * @param {string} [version]
 */
export function checkHostNode(version = process.versions.node) {
  if (atLeast(version, "20.19.0")) return;
  throw new Failure(
    `Node is too old: this is ${version}, and 20.19 or newer is needed. Install Node 24, then run this again.`,
  );
}
