import { parseJson, type Json } from "./safetensors-json.js";
import {
  byteLength,
  HEADER_LIMIT,
  isDtype,
  listed,
  quoted,
  type SavedTensor,
} from "./safetensors-types.js";

/** What a safetensors file holds. */
export interface SavedTensors {
  /**
   * By name, in the order of their data; an object without a prototype, so that no name is special. JavaScript puts names
   * that are whole numbers first, here and in the metadata.
   */
  readonly tensors: Readonly<Record<string, SavedTensor>>;
  /** Free text by name; undefined where the file has none, which is not the same as none in it. */
  readonly metadata: Readonly<Record<string, string>> | undefined;
}

const OPERATION = "readSafetensors";

/**
 * Reads a safetensors file. No bytes of tensors are copied, and nothing is allocated for what the file merely claims.
 * Throws SyntaxError where the header is not JSON, TypeError and RangeError where it is not a safetensors header or does
 * not describe these bytes, all of them, once each.
 */
export function readSafetensors(bytes: Uint8Array): SavedTensors {
  const tag = (bytes as Partial<Uint8Array> | undefined)?.[Symbol.toStringTag];
  if (tag !== "Uint8Array")
    throw new TypeError(
      `${OPERATION}: got ${tag ?? typeof bytes}; wanted the file's bytes, a Uint8Array`,
    );
  // Node's Buffer is one whose parts are Buffers too: tensors are to be plain.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  const { header, start } = headerOf(file);
  const entries = parseJson(header, `${OPERATION}: the header`) as ReadonlyMap<string, Json>;
  const places: Place[] = [];
  let metadata: SavedTensors["metadata"];
  for (const [name, entry] of entries) {
    if (name === "__metadata__") metadata = metadataOf(entry);
    else places.push(placeOf(name, entry));
  }
  return { tensors: cut(file.subarray(start), places), metadata };
}

/** The header's text, and where it ends: 8 bytes say how long it is. */
function headerOf(bytes: Uint8Array): { header: string; start: number } {
  if (bytes.length < 8)
    throw new RangeError(`${OPERATION}: the file has ${bytes.length} bytes; wanted 8 or more`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, 8);
  const length = view.getBigUint64(0, true);
  if (length > HEADER_LIMIT)
    throw new RangeError(
      `${OPERATION}: the header claims ${length} bytes; wanted at most ${HEADER_LIMIT}`,
    );
  const start = 8 + Number(length);
  if (start > bytes.length)
    throw new RangeError(
      `${OPERATION}: the header claims ${length} bytes; the file has ${bytes.length - 8} after its first 8`,
    );
  if (bytes[8] !== 0x7b || length === 0n)
    throw new SyntaxError(
      `${OPERATION}: the header begins with ${length === 0n ? "nothing" : `byte ${bytes[8]}`}; wanted "{"`,
    );
  // A copy, because TextDecoder does not read shared memory.
  const header = decoded(bytes.slice(8, start));
  return { header, start };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new SyntaxError(`${OPERATION}: the header is not UTF-8`);
  }
}

function metadataOf(entry: Json): SavedTensors["metadata"] {
  if (entry === null) return undefined;
  if (!(entry instanceof Map))
    throw new TypeError(`${OPERATION}: __metadata__ is ${kind(entry)}; wanted an object`);
  const metadata: Record<string, string> = Object.create(null);
  for (const [key, text] of entry as ReadonlyMap<string, Json>) {
    if (typeof text !== "string")
      throw new TypeError(
        `${OPERATION}: __metadata__ has ${kind(text)} for ${quoted(key)}; wanted a string`,
      );
    metadata[key] = text;
  }
  return metadata;
}

/** A tensor as the header describes it. */
interface Place extends Pick<SavedTensor, "dtype" | "shape"> {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

/** Fields other than the three are passed over, as the format's own reader does. */
function placeOf(name: string, entry: Json): Place {
  const where = `${OPERATION}: tensor ${quoted(name)}`;
  if (!(entry instanceof Map)) throw new TypeError(`${where} is ${kind(entry)}; wanted an object`);
  const dtype = (entry as ReadonlyMap<string, Json>).get("dtype");
  if (typeof dtype !== "string" || !isDtype(dtype))
    throw new TypeError(`${where}: dtype is ${kind(dtype)}; wanted one of the format's, as "F32"`);
  const shape = counts(entry.get("shape"), `${where}: shape`);
  const offsets = counts(entry.get("data_offsets"), `${where}: data_offsets`);
  if (offsets.length !== 2)
    throw new TypeError(`${where}: data_offsets has ${offsets.length} numbers; wanted 2`);
  return { name, dtype, shape, begin: offsets[0], end: offsets[1] };
}

function counts(list: Json | undefined, where: string): readonly number[] {
  if (!Array.isArray(list)) throw new TypeError(`${where} is ${kind(list)}; wanted an array`);
  const wrong = list.findIndex((n) => typeof n !== "number");
  if (wrong >= 0)
    throw new TypeError(
      `${where} has ${kind(list[wrong])} at ${wrong}; wanted a whole number from 0 to 2^53 - 1, in digits alone`,
    );
  return list as number[];
}

/** Cuts the bytes after the header into tensors, which must follow one another and leave nothing over. */
function cut(data: Uint8Array, places: Place[]): SavedTensors["tensors"] {
  const tensors: Record<string, SavedTensor> = Object.create(null);
  let at = 0;
  places.sort((a, b) => a.begin - b.begin || a.end - b.end);
  for (const { name, dtype, shape, begin, end } of places) {
    const where = `${OPERATION}: tensor ${quoted(name)}`;
    if (begin !== at)
      throw new RangeError(
        `${where} begins at byte ${begin} of the data; wanted ${at}, where what precedes it ends`,
      );
    if (end < begin) throw new RangeError(`${where} ends at ${end}, before it begins at ${begin}`);
    if (end > data.length)
      throw new RangeError(`${where} ends at byte ${end}; the file has ${data.length} of data`);
    const wanted = byteLength(dtype, shape, where);
    if (end - begin !== wanted)
      throw new RangeError(
        `${where} has ${end - begin} bytes; wanted ${wanted} for shape [${listed(shape)}] of ${dtype}`,
      );
    tensors[name] = { dtype, shape, data: data.subarray(begin, end) };
    at = end;
  }
  if (at !== data.length)
    throw new RangeError(
      `${OPERATION}: the tensors end at byte ${at} of the data; the file has ${data.length}`,
    );
  return tensors;
}

/** What a value is, for an error. */
function kind(value: Json | undefined): string {
  if (value === undefined) return "missing";
  if (typeof value === "string") return quoted(value);
  if (typeof value !== "object" || value === null) return String(value);
  if ("digits" in value)
    return value.digits.length > 40 ? `${value.digits.slice(0, 40)}...` : value.digits;
  return value instanceof Map ? "an object" : "an array";
}
