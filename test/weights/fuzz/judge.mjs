/**
 * @typedef {import("../../../src/index.js").SavedTensors} SavedTensors
 * @typedef {(file: Uint8Array) => SavedTensors} Read
 * @typedef {typeof import("../../../src/index.js").writeSafetensors} Write
 * @typedef {NonNullable<import("./reference.mjs").Answer>} Accepted
 */

/**
 * Where our reader refuses what the format's own accepts, and why that stays. The other way round there is nothing.
 * `lax` is what reference.py finds in such a file by itself; `says` must be in our error.
 */
export const DIFFERENCES = [
  {
    lax: "start",
    says: /the header begins with/,
    because:
      'the format\'s text: the header "MUST begin with a { character"; theirs skips space before it',
  },
  {
    lax: "twice",
    says: /each key once in an object/,
    because:
      "the format's text: duplicate keys are disallowed; theirs keeps the last, others keep the first",
  },
  {
    lax: "array",
    says: /is an array; wanted an object/,
    because:
      "the format's text: a tensor is an object; theirs takes [dtype, shape, data_offsets] too, by accident of serde",
  },
  {
    lax: "dtype",
    says: /dtype is an object/,
    because:
      'the format\'s text: a dtype is a string; theirs takes {"F32": null} too, by accident of serde',
  },
  {
    lax: "axis",
    says: /shape has .* wanted a whole number from 0 to 2\^53 - 1/,
    because:
      "an axis beyond 2^53 - 1, which only an empty tensor can have, is no exact JavaScript number",
  },
  {
    lax: "double",
    says: /a number that a double can hold/,
    because:
      "a number within 1e-5 of the largest double, in a field that is passed over: theirs rounds on the way, and accepts some",
  },
];

/** One line, our own, that names the operation: what every refusal must be. */
const OURS = /^readSafetensors: [^\n\r]{5,400}$/;
const CLASSES = [SyntaxError, RangeError, TypeError];

/**
 * Holds a reader's verdict on a file against the reference's, and where both accept, what they read and write.
 * @param {Read} read
 * @param {Write} write
 * @param {Uint8Array} file
 * @param {import("./reference.mjs").Answer} theirs
 * @returns {"accepted" | "refused" | { lax: string } | { wrong: string }} `lax` is a row of DIFFERENCES
 */
export function judge(read, write, file, theirs) {
  let ours;
  try {
    ours = read(file);
  } catch (error) {
    if (!(error instanceof Error) || !CLASSES.some((known) => error.constructor === known))
      return { wrong: `it threw ${String(error)}` };
    if (!OURS.test(error.message)) return { wrong: `its error is "${error.message}"` };
    if (theirs === null) return "refused";
    const row = DIFFERENCES.find(
      (each) => theirs.lax.includes(each.lax) && each.says.test(error.message),
    );
    return row ?? { wrong: `it refused what the reference accepts: ${error.message}` };
  }
  if (theirs === null) return { wrong: "it accepted what the reference refuses" };
  if (theirs.lax.length > 0) return { wrong: `it let pass: ${theirs.lax.join(", ")}` };
  const wrong = unlike(ours, theirs) ?? unlikeWritten(ours, write, theirs);
  return wrong === undefined ? "accepted" : { wrong };
}

/**
 * @param {SavedTensors} ours
 * @param {Accepted} theirs
 */
function unlike({ tensors, metadata }, theirs) {
  const names = Object.keys(tensors).length;
  if (names !== theirs.tensors.length)
    return `it read ${names} tensors, not ${theirs.tensors.length}`;
  for (const [name, dtype, shape, hex] of theirs.tensors) {
    if (!Object.hasOwn(tensors, name)) return `it has no tensor ${JSON.stringify(name)}`;
    const mine = tensors[name];
    const same =
      mine.dtype === dtype && String(mine.shape) === String(shape) && hexOf(mine.data) === hex;
    if (!same) return `it read another ${JSON.stringify(name)}`;
  }
  const sorted = (/** @type {[string, string][] | undefined} */ texts) =>
    JSON.stringify(texts?.sort(([a], [b]) => (a < b ? -1 : 1)));
  if (sorted(metadata && Object.entries(metadata)) !== sorted(theirs.metadata ?? undefined))
    return "it read other metadata";
  return undefined;
}

/**
 * @param {SavedTensors} ours
 * @param {Write} write
 * @param {Accepted} theirs
 */
function unlikeWritten({ tensors, metadata }, write, theirs) {
  if (theirs.rewritten === null) return undefined;
  // Of no tensors with no metadata in them, version 0.8.0 writes {},"__metadata__":{}}, which is not JSON. Ours is.
  if (theirs.rewritten === "unreadable" && theirs.tensors.length === 0 && metadata)
    return undefined;
  const several = Object.keys(metadata ?? {}).length > 1;
  const written = hexOf(write(tensors, several ? undefined : metadata));
  return written === theirs.rewritten ? undefined : `it wrote ${written}, not ${theirs.rewritten}`;
}

/** @param {Uint8Array} bytes */
const hexOf = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
