"""Answers what the format's own reader and writer make of files, for reference.mjs.

Standard input: files, each after its length (4 bytes, little-endian); a length of 0xffffffff ends a batch. Standard output: a line
of JSON a batch, which for each file has null where the reader refused it, or
    tensors     [[name, dtype, shape, bytes in hexadecimal], ...]
    metadata    [[key, text], ...] of the header, by Python's own JSON; null where it has none. In pairs, because V8 misreads
                some keys that have escapes (nodejs/node#63785)
    lax         what the reader let pass although the format's text forbids it, or a plain number cannot hold it
    rewritten   the file that the writer makes of the tensors, in hexadecimal; null where it does not know a dtype,
                "unreadable" where the reader refuses what the writer made
"""

import ctypes
import json
import struct
import sys
from importlib.metadata import version

from safetensors import TensorSpec, deserialize, serialize

END = 0xFFFFFFFF
NAMES = {
    "BOOL": "bool", "I8": "int8", "U8": "uint8", "I16": "int16", "U16": "uint16", "I32": "int32", "U32": "uint32",
    "I64": "int64", "U64": "uint64", "F16": "float16", "F32": "float32", "F64": "float64", "BF16": "bfloat16",
    "F8_E4M3": "float8_e4m3fn", "F8_E4M3FNUZ": "float8_e4m3fnuz", "F8_E5M2": "float8_e5m2",
    "F8_E5M2FNUZ": "float8_e5m2fnuz", "F8_E8M0": "float8_e8m0fnu", "C64": "complex64",
}  # fmt: skip


def looked_at(header: bytes):
    """The header's metadata, and what is lax in it."""
    lax = set()
    if header[:1] != b"{":
        lax.add("start")

    def an_object(pairs):
        if len(dict(pairs)) < len(pairs):
            lax.add("twice")
        return dict(pairs)

    def a_number(value):
        if abs(value) > 1.79769e308:
            lax.add("double")
        return value

    read = json.loads(
        header,
        object_pairs_hook=an_object,
        parse_float=lambda text: a_number(float(text)),
        parse_int=lambda text: a_number(int(text)),
    )
    metadata = read.pop("__metadata__", None)
    for entry in read.values():
        if isinstance(entry, list):
            lax.add("array")
            entry = dict(zip(("dtype", "shape"), entry))
        if isinstance(entry["dtype"], dict):
            lax.add("dtype")
        if any(axis > 2**53 - 1 for axis in entry["shape"]):
            lax.add("axis")
    return metadata, sorted(lax)


def rewritten(tensors, metadata):
    if any(tensor["dtype"] not in NAMES for _, tensor in tensors):
        return None
    kept = [(name, tensor, (ctypes.c_char * max(1, len(tensor["data"])))(*bytes(tensor["data"]))) for name, tensor in tensors]
    specs = {
        name: TensorSpec(
            dtype=NAMES[tensor["dtype"]],
            shape=tensor["shape"],
            data_ptr=ctypes.addressof(memory),
            data_len=len(tensor["data"]),
        )
        for name, tensor, memory in kept
    }
    # Of several it writes the metadata in another order each time.
    file = serialize(specs, metadata if metadata is None or len(metadata) < 2 else None)
    try:
        deserialize(file)
    except Exception:
        return "unreadable"
    return file.hex()


def answer(file: bytes):
    try:
        tensors = deserialize(file)
    except Exception:
        return None
    metadata, lax = looked_at(file[8 : 8 + struct.unpack("<Q", file[:8])[0]])
    return {
        "tensors": [[name, t["dtype"], t["shape"], t["data"].hex()] for name, t in tensors],
        "metadata": None if metadata is None else list(metadata.items()),
        "lax": lax,
        "rewritten": rewritten(tensors, metadata),
    }


def main():
    if hasattr(sys, "set_int_max_str_digits"):  # Python 3.10.7 and later refuse long numbers otherwise
        sys.set_int_max_str_digits(0)
    print(json.dumps(version("safetensors")), flush=True)
    answers = []
    while head := sys.stdin.buffer.read(4):
        (length,) = struct.unpack("<I", head)
        if length != END:
            answers.append(answer(sys.stdin.buffer.read(length)))
            continue
        print(json.dumps(answers), flush=True)
        answers = []


main()
