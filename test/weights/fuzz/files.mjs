/** @typedef {import("./random.mjs").Random} Random */

/**
 * A file in parts, which a mutation may change: entries of the header in order, their fields as JSON values, and the data.
 * @typedef {{ key: string, value: unknown }} Entry
 * @typedef {{ header: Entry[], data: number[] }} Parts
 */

/**
 * An object whose keys stand as listed, twice if listed twice; JavaScript's own would drop and reorder them.
 * @typedef {{ list: Entry[] }} Fields
 */

/** @type {(list: Entry[]) => Fields} */
export const fieldsOf = (list) => ({ list });

/**
 * @param {unknown} value
 * @returns {value is Fields}
 */
export function isFields(value) {
  return typeof value === "object" && value !== null && "list" in value;
}

/** A number as it shall be written. @param {string} text */
export const digits = (text) => ({ digits: text });

export const WIDTHS = Object.entries({
  ...{ BOOL: 8, F4: 4, F6_E2M3: 6, F6_E3M2: 6, U8: 8, I8: 8, F8_E5M2: 8, F8_E4M3: 8, F8_E8M0: 8 },
  ...{ F8_E4M3FNUZ: 8, F8_E5M2FNUZ: 8, I16: 16, U16: 16, F16: 16, BF16: 16, I32: 32, U32: 32 },
  ...{ F32: 32, C64: 64, F64: 64, I64: 64, U64: 64 },
});

export const NAMES = [
  ..."abcdefgh",
  ...[
    "weight_ih_l0",
    "rnn.bias_hh_l1_reverse",
    "",
    " ",
    "0",
    "10",
    "-1",
    "__proto__",
    "constructor",
  ],
  ...["toString", "__metadata", "dtype", "shape", "é", "门", "😀", "\uffff", "\u{10000}", "\ue000"],
  ...["\0", "\n", "\u007f", "\u2028", '"', "\\", "/", "a\tb", "\ufeff", "x".repeat(300)],
];

/**
 * A valid file: up to six tensors of any type, scalars and empty ones among them.
 * @param {Random} random
 * @returns {Parts}
 */
export function makeParts(random) {
  /** @type {Entry[]} */
  const header = [];
  /** @type {number[]} */
  const data = [];
  const names = random.shuffle([...NAMES]).slice(0, random.below(7));
  for (const key of names) {
    const [dtype, bits] = random.of(WIDTHS);
    const shape = Array.from({ length: random.below(4) }, () => random.of([0, 1, 1, 2, 3, 4, 5]));
    const count = () => shape.reduce((n, axis) => n * axis, 1);
    if ((count() * bits) % 8) shape.push(4);
    const begin = data.length;
    const size = (count() * bits) / 8;
    for (let k = 0; k < size; k++) data.push(random.below(256));
    header.push({ key, value: tensor(dtype, shape, begin, data.length) });
  }
  if (random.chance(0.4)) {
    const texts = NAMES.slice(0, 40);
    const metadata = Array.from({ length: random.below(4) }, (_, k) => ({
      key: `${k}${random.of(texts)}`,
      value: random.of(texts),
    }));
    header.unshift({ key: "__metadata__", value: fieldsOf(metadata) });
  }
  return { header, data };
}

/**
 * @param {string} dtype
 * @param {number[]} shape
 * @param {number} begin
 * @param {number} end
 */
export const tensor = (dtype, shape, begin, end) =>
  fieldsOf([
    { key: "dtype", value: dtype },
    { key: "shape", value: shape },
    { key: "data_offsets", value: [begin, end] },
  ]);

/**
 * JSON, plain or with needless space and escapes.
 * @param {unknown} value
 * @param {Random} random
 * @param {boolean} odd
 * @returns {string}
 */
export function jsonOf(value, random, odd) {
  const space = () => (odd && random.chance(0.2) ? random.of([" ", "\n", "\t", "\r", "  "]) : "");
  /** @param {unknown} part */
  const inner = (part) => `${space()}${jsonOf(part, random, odd)}${space()}`;
  if (typeof value === "object" && value !== null && "digits" in value) return String(value.digits);
  if (Array.isArray(value)) return `[${value.map(inner).join(",") || space()}]`;
  if (isFields(value))
    return `{${value.list.map((field) => `${inner(field.key)}:${inner(field.value)}`).join(",") || space()}}`;
  const plain = JSON.stringify(value);
  if (!odd || typeof value !== "string") return plain;
  return plain.replace(/[\w/]/g, (c, at) => {
    if (plain[at - 1] === "\\" || !random.chance(0.1)) return c;
    if (c === "/") return "\\/";
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/**
 * The file's bytes around a header: by rights its length, padded to eight.
 * @param {string | Uint8Array} header
 * @param {ArrayLike<number>} data
 */
export function bytesOf(header, data) {
  const text = typeof header === "string" ? Buffer.from(header, "utf8") : header;
  const file = new Uint8Array(8 + text.length + data.length);
  new DataView(file.buffer).setUint32(0, text.length, true);
  file.set(text, 8);
  file.set(data, 8 + text.length);
  return file;
}
