/** @typedef {import("./judge.mjs").Read} Read */

/** A part of each refusal of our reader. */
export const REFUSALS = [
  ...[
    "wanted 8 or more",
    "; wanted at most 100000000",
    "after its first 8",
    "the header begins with",
    "is not UTF-8",
  ],
  ...[
    "wanted the end",
    "each key once",
    "wanted a value",
    "the rest of a string",
    "escapes are JSON's",
  ],
  ...[
    "a number that a double can hold",
    "at most 127 objects",
    "wanted a key",
    'wanted ":"',
    'wanted "," or',
  ],
  ...["wanted null", "wanted a string", "__metadata__ is", "dtype is", "shape is", "shape has"],
  ...["data_offsets is", "data_offsets has", "wanted an object", "begins at byte"],
  ...[
    "before it begins",
    "ends at byte",
    "which overflows",
    "wanted whole bytes",
    " for shape ",
    "the tensors end at byte",
  ],
];

/**
 * Readers with one fault each, all of which the comparison must catch: one that lets through what ours refuses for one
 * reason, for each reason; one that trusts JSON.parse; one whose tensors begin a byte late; one that throws what it should not.
 * @param {Read} read
 * @returns {{ name: string, read: Read }[]}
 */
export const lenient = (read) => [
  ...REFUSALS.map((part) => ({ name: `does not say "${part}"`, read: forgiving(read, part) })),
  { name: "trusts JSON.parse", read: (file) => read(reparsed(file)) },
  {
    name: "reads a byte late",
    read(file) {
      const late = (
        /** @type {[string, import("../../../src/index.js").SavedTensor]} */ [name, tensor],
      ) => {
        const { buffer, byteOffset, length } = tensor.data;
        const fits = byteOffset + 1 + length <= buffer.byteLength;
        return [
          name,
          { ...tensor, data: new Uint8Array(buffer, byteOffset + Number(fits), length) },
        ];
      };
      const { tensors, metadata } = read(file);
      return { tensors: Object.fromEntries(Object.entries(tensors).map(late)), metadata };
    },
  },
  {
    name: "asks for what the header claims",
    read(file) {
      const claimed = file.length < 8 ? 0 : new DataView(file.buffer).getUint32(4, true) * 2 ** 32;
      // Less than this an engine may really give.
      return claimed > 2 ** 50 ? read(new Uint8Array(claimed)) : read(file);
    },
  },
];

/**
 * @param {Read} read
 * @param {string} part
 * @returns {Read}
 */
function forgiving(read, part) {
  return (file) => {
    try {
      return read(file);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes(part)) throw error;
      return { tensors: {}, metadata: undefined };
    }
  };
}

/**
 * The file with its header as JSON.parse understands it.
 * @param {Uint8Array} file
 */
function reparsed(file) {
  if (file.length < 8) return file;
  const length = new DataView(file.buffer).getUint32(0, true);
  try {
    const header = Buffer.from(
      JSON.stringify(JSON.parse(Buffer.from(file.subarray(8, 8 + length)).toString("utf8"))),
    );
    const length8 = Buffer.alloc(8);
    length8.writeUInt32LE(header.length);
    return Uint8Array.from([...length8, ...header, ...file.subarray(8 + length)]);
  } catch {
    return file;
  }
}
