import { digits, fieldsOf, isFields, NAMES, tensor, WIDTHS } from "./files.mjs";

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {import("./files.mjs").Parts} Parts
 * @typedef {import("./files.mjs").Fields} Fields
 * @typedef {import("./files.mjs").Entry} Entry
 */

export const NUMBERS = [
  ...[
    "0",
    "1",
    "2",
    "4",
    "8",
    "-0",
    "-1",
    "1.0",
    "1e0",
    "1E2",
    "0.5",
    "01",
    "1.",
    "+1",
    ".5",
    "- 1",
  ],
  ...["4294967296", "4294967297", "9007199254740991", "9007199254740993", "9223372036854775807"],
  ...[
    "9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "100000000000000000000",
  ],
  ...[
    "1e308",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "1e309",
    "-1e999",
    "1e-999",
    "0e999",
  ],
  ...[`1${"0".repeat(400)}`, `1${"0".repeat(400)}e-399`, "NaN", "Infinity", "0x10", "1_0"],
];

/** @type {(value: unknown) => unknown} */
function copied(value) {
  if (Array.isArray(value)) return value.map(copied);
  if (!isFields(value)) return value;
  return fieldsOf(value.list.map(({ key, value: part }) => ({ key, value: copied(part) })));
}

/** @param {Parts} parts */
const tensorsOf = ({ header }) =>
  /** @type {{ key: string, value: Fields }[]} */ (
    header.filter(({ key, value }) => key !== "__metadata__" && isFields(value))
  );

/**
 * @param {Fields} fields
 * @param {string} key
 * @returns {unknown[]}
 */
function listOf(fields, key) {
  const found = fields.list.find((field) => field.key === key)?.value;
  return Array.isArray(found) ? found : [];
}

/**
 * One change to what a file says, which may leave it valid. Each takes the parts, a tensor of theirs, and random choices.
 * @type {((parts: Parts, entry: { key: string, value: Fields }, random: Random) => void)[]}
 */
const CHANGES = [
  // Offsets: by a little, of two tensors, of all.
  (_, { value }, random) => nudge(listOf(value, "data_offsets"), random),
  (parts, { value }, random) => {
    const other = random.of(tensorsOf(parts));
    const [mine, theirs] = [value, other.value].map((fields) => listOf(fields, "data_offsets"));
    const kept = [...mine];
    mine.splice(0, 2, ...theirs);
    theirs.splice(0, 2, ...kept);
  },
  (parts, _, random) => {
    const by = random.of([1, 4, 8, -1, 2 ** 40]);
    for (const { value } of tensorsOf(parts)) {
      const offsets = listOf(value, "data_offsets");
      offsets.forEach((n, k) => (offsets[k] = Number(n) + by));
    }
  },
  (_, { value }) => void listOf(value, "data_offsets").reverse(),
  (_, { value }, random) =>
    void listOf(value, "data_offsets").splice(random.below(3), random.below(2), 0),
  // Shapes: the same size otherwise, another size, sizes that overflow.
  (_, { value }, random) => void random.shuffle(listOf(value, "shape")),
  (_, { value }) => void listOf(value, "shape").push(1),
  (_, { value }) => {
    const shape = listOf(value, "shape");
    const whole = shape.reduce((/** @type {number} */ n, axis) => n * Number(axis), 1);
    shape.splice(0, shape.length, whole);
  },
  (_, { value }, random) => nudge(listOf(value, "shape"), random),
  (_, { value }, random) => {
    const huge = [2 ** 31, 2 ** 32, 4294967297, 4294967295, 2 ** 52, 2 ** 53 - 1, 0, 2, 3].map(
      (n) => digits(String(n)),
    );
    const large = ["9007199254740992", "18446744073709551615", "9223372036854775808"].map((n) =>
      digits(n),
    );
    const shape = Array.from({ length: 1 + random.below(3) }, () =>
      random.of([...huge, ...huge, ...large]),
    );
    shape.splice(random.below(shape.length + 1), 0, digits("0"));
    listOf(value, "shape").splice(0, 9, ...shape);
  },
  // Types: of the same width, of another, of none.
  (_, { value }, random) => set(value, "dtype", random.of(WIDTHS)[0]),
  (_, { value }, random) => {
    const now = WIDTHS.find(([name]) => value.list.some((field) => field.value === name));
    const alike = WIDTHS.filter(([, bits]) => bits === now?.[1]);
    if (alike.length > 0) set(value, "dtype", random.of(alike)[0]);
  },
  (_, { value }, random) =>
    set(
      value,
      "dtype",
      random.of(["f32", "F32 ", "F128", "I4", "", "FLOAT", "F8_E4M3FN", null, 1]),
    ),
  (_, { value }, random) =>
    set(
      value,
      "dtype",
      fieldsOf([{ key: random.of(WIDTHS)[0], value: random.of([null, null, 0]) }]),
    ),
  // The data: longer, shorter, with a tensor for what is over.
  ({ data }, _, random) => void data.push(...Array.from({ length: 1 + random.below(8) }, () => 7)),
  ({ data }, _, random) => void data.splice(-1 - random.below(4)),
  ({ header, data }, _, random) => {
    const begin = data.length;
    for (let k = random.below(9); k > 0; k--) data.push(k);
    header.push({ key: "over", value: tensor("U8", [data.length - begin], begin, data.length) });
  },
  // Tensors: one less, one again, one of no bytes somewhere.
  ({ header }, _, random) => void header.splice(random.below(header.length), 1),
  ({ header }, { key, value }, random) =>
    void header.splice(random.below(header.length + 1), 0, {
      key: random.of([key, "again"]),
      value: /** @type {Fields} */ (copied(value)),
    }),
  ({ header, data }, _, random) => {
    const at = random.of([0, data.length, random.below(data.length + 2)]);
    header.push({ key: "none", value: tensor(random.of(WIDTHS)[0], [0, 3], at, at) });
  },
  ({ header }, _, random) => void random.shuffle(header),
  (_, entry, random) => void (entry.key = random.of([...NAMES, "__metadata__"])),
  // Fields: in another order, one less, one twice, one more, none at all.
  (_, { value }, random) => void random.shuffle(value.list),
  (_, { value }, random) => void value.list.splice(random.below(value.list.length), 1),
  (_, { value }, random) => void (value.list.length > 0 && value.list.push(random.of(value.list))),
  (_, { value }, random) =>
    void value.list.splice(random.below(4), 0, {
      key: random.of(NAMES),
      value: anything(random, 4),
    }),
  (_, { value }, random) =>
    value.list.length > 0 && set(value, random.of(value.list).key, anything(random, 3)),
  ({ header }, { key, value }, random) => {
    const entry = header.find((each) => each.key === key);
    if (entry)
      entry.value = random.of([value.list.map((field) => field.value), anything(random, 2)]);
  },
  // Metadata.
  ({ header }, _, random) => {
    const texts = Array.from({ length: random.below(4) }, () => ({
      key: random.of(NAMES),
      value: random.chance(0.8) ? random.of(NAMES) : anything(random, 1),
    }));
    const value = random.of([fieldsOf(texts), fieldsOf(texts), null, anything(random, 1)]);
    header.splice(random.below(header.length + 1), 0, { key: "__metadata__", value });
  },
];

/**
 * @param {unknown[]} numbers
 * @param {Random} random
 */
function nudge(numbers, random) {
  const at = random.below(numbers.length || 1);
  if (random.chance(0.3)) numbers[at] = digits(random.of(NUMBERS));
  else numbers[at] = Number(numbers[at] ?? 0) + random.of([1, -1, 4, -4, 8]);
}

/**
 * @param {Fields} fields
 * @param {string} key
 * @param {unknown} value
 */
function set(fields, key, value) {
  for (const field of fields.list) if (field.key === key) field.value = value;
}

/**
 * Any JSON, or nearly.
 * @param {Random} random
 * @param {number} depth
 * @returns {unknown}
 */
function anything(random, depth) {
  const many = () => Array.from({ length: random.below(3) }, () => anything(random, depth - 1));
  switch (random.below(depth > 0 ? 7 : 4)) {
    case 0:
      return random.of([null, true, false]);
    case 1:
      return random.of(NAMES);
    case 2:
      return digits(random.of(NUMBERS));
    case 3: {
      const deep = random.of([2, 60, 124, 125, 126, 127, 128]);
      return random.chance(0.2) ? digits("[".repeat(deep) + "]".repeat(deep)) : random.below(9);
    }
    case 4:
      return many();
    default:
      return fieldsOf(many().map((value) => ({ key: random.of(NAMES), value })));
  }
}

/**
 * @param {Parts} parts
 * @param {Random} random
 */
export function changeParts(parts, random) {
  const tensors = tensorsOf(parts);
  const entry =
    tensors.length > 0 ? random.of(tensors) : { key: "", value: tensor("U8", [0], 0, 0) };
  if (tensors.length === 0) parts.header.push(entry);
  random.of(CHANGES)(parts, entry, random);
}
