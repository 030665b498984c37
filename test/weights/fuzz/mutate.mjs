import { bytesOf, fieldsOf, jsonOf, makeParts, WIDTHS } from "./files.mjs";
import { changeParts, NUMBERS } from "./mutate-parts.mjs";
import { randomOf } from "./random.mjs";

/** @typedef {import("./random.mjs").Random} Random */

/**
 * The file of a case: valid, or changed in what it says, in its JSON, in its bytes, or in all three.
 * @param {number} seed
 * @param {number} index
 * @returns {Uint8Array}
 */
export function makeCase(seed, index) {
  const random = randomOf(seed, index);
  const parts = makeParts(random);
  const level = random.below(10);
  if (level >= 1) {
    const times = level < 6 ? 1 + random.below(2) : Number(random.chance(0.3));
    for (let k = 0; k < times; k++) changeParts(parts, random);
  }
  let header = jsonOf(fieldsOf(parts.header), random, random.chance(0.4));
  if (level === 6 || level === 7) header = changeTokens(header, random);
  header += " ".repeat(random.chance(0.5) ? (8 - (header.length % 8)) % 8 : random.below(3));
  let text = new Uint8Array(Buffer.from(header, "utf8"));
  if (level === 8) text = changeBytes(text, random);
  const file = bytesOf(text, parts.data);
  return level === 9 ? changeFile(file, seed, index, random) : file;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[-+\w.]+|[^\s]/gu;
const TOKENS = [
  ...NUMBERS,
  ...[
    '""',
    '"dtype"',
    '"shape"',
    '"data_offsets"',
    '"__metadata__"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
  ],
  ...[
    '"\\ud83d\\ude00"',
    '"\\u00"',
    '"\\x41"',
    '"\\u0000"',
    '"\n"',
    '"\t"',
    '"\x1f"',
    '"\x7f"',
    "'a'",
  ],
  ...[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "{}",
    "[]",
    "null",
    "true",
    "false",
    "nul",
    "True",
    "//",
    "/**/",
  ],
  ...["\ufeff", "\u00a0", "\u2028", "\v", "\f", "\0", "\\", '"', "\\u0022", '"a":1,', ',"a":1'],
  ...[" ", "\n", "\r\n", "\t", ...WIDTHS.map(([name]) => `"${name}"`)],
];

/**
 * One of the JSON's tokens left out, put twice, put elsewhere, or another in its place.
 * @param {string} header
 * @param {Random} random
 */
function changeTokens(header, random) {
  const tokens = header.match(TOKEN) ?? [];
  const at = random.below(tokens.length);
  const other = random.below(tokens.length);
  switch (random.below(7)) {
    case 0:
      tokens.splice(at, 1);
      break;
    case 1:
      tokens.splice(at, 0, tokens[at]);
      break;
    case 2:
      [tokens[at], tokens[other]] = [tokens[other], tokens[at]];
      break;
    case 3:
      tokens[at] = tokens[other];
      break;
    case 4:
      tokens.splice(
        random.of([0, at, tokens.length]),
        0,
        random.of([" ", "\n", "\t", "\r", "\f", "\ufeff"]),
      );
      break;
    case 5:
      tokens.splice(at, 0, random.of(TOKENS));
      break;
    default:
      tokens[at] = random.of(TOKENS);
  }
  return tokens.join("");
}

const BYTES = [
  0, 9, 10, 13, 31, 32, 34, 44, 48, 49, 58, 91, 92, 93, 123, 125, 127, 128, 191, 192, 193, 224, 237,
  240, 245, 255,
];
/** Not UTF-8, or only just: overlong, surrogates, beyond U+10FFFF, cut off; and the last that there is. */
const SEQUENCES = [[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xf4, 0x8f, 0xbf, 0xbf], [0xe2, 0x82], [0xef, 0xbb, 0xbf], [0xc3, 0xa9]]; // prettier-ignore

/**
 * A byte or a few changed, left out, put in, put twice.
 * @param {Uint8Array} bytes
 * @param {Random} random
 */
function changeBytes(bytes, random) {
  const list = Array.from(bytes);
  for (let times = 1 + random.below(2); times > 0; times--) {
    const at = random.below(list.length + 1);
    const change = random.below(6);
    if (change === 0) list[at % list.length] ^= 1 << random.below(8);
    else if (change === 1) list[at % list.length] = random.of(BYTES);
    else if (change === 2) list.splice(at, 1 + random.below(3));
    else if (change === 3) list.splice(at, 0, random.of(BYTES));
    else if (change === 4) list.splice(at, 0, ...random.of(SEQUENCES));
    else list.splice(at, 0, ...list.slice(at, at + random.below(40)));
  }
  return Uint8Array.from(list);
}

const LENGTHS = [0n, 1n, 7n, 8n, 99_999_999n, 100_000_000n, 100_000_001n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 63n, 2n ** 64n - 8n, 2n ** 64n - 1n]; // prettier-ignore

/**
 * The file cut off, its length wrong, its bytes changed, or its end another file's.
 * @param {Uint8Array} file
 * @param {number} seed
 * @param {number} index
 * @param {Random} random
 * @returns {Uint8Array}
 */
function changeFile(file, seed, index, random) {
  const view = new DataView(file.buffer);
  const length = view.getUint32(0, true);
  switch (random.below(6)) {
    case 0:
      return file.slice(0, random.of([random.below(9), random.below(file.length + 1)]));
    case 1:
      view.setBigUint64(0, random.of(LENGTHS), true);
      return file;
    case 2:
      view.setUint32(0, length + random.of([-8, -1, 1, 8]), true);
      return file;
    case 3:
      // Data are any bytes: this leaves most files valid, and must come through.
      if (file.length > 8 + length)
        file[8 + length + random.below(file.length - 8 - length)] = random.below(256);
      return file;
    case 4: {
      const other = makeCase(seed + 1, index);
      const at = random.below(file.length + 1);
      return Uint8Array.from([
        ...file.subarray(0, at),
        ...other.subarray(random.of([at, random.below(other.length + 1)])),
      ]);
    }
    default:
      return changeBytes(file, random);
  }
}
