"""Freezes files that the format's own writer makes, so that the tests can compare without it.

    pip install -r test/weights/fuzz/requirements.txt
    python test/weights/golden/make.py        # writes *.safetensors and expected.json beside this file

expected.json: { safetensors, files: { file: { tensors: { name: { dtype, shape, hex } }, metadata } } }, read back by the format's own
reader. All bytes of data are chosen here; every dtype that the writer knows is in dtypes.safetensors.
verdicts.mjs beside it freezes what the reader says of mutated files.
"""

import ctypes
import json
import pathlib
import struct
from importlib.metadata import version

from safetensors import TensorSpec, deserialize, serialize

here = pathlib.Path(__file__).parent

# Quiet and signalling NaNs with payloads, infinities, both zeros, the smallest and largest of each kind.
HALVES = [0x0000, 0x8000, 0x3C00, 0xC248, 0x0001, 0x03FF, 0x0400, 0x7BFF, 0x7C00, 0xFC00, 0x7E01, 0xFD55]
SINGLES = [0, 1 << 31, 0x3F800000, 0xC0490FDB, 1, 0x007FFFFF, 0x00800000, 0x7F7FFFFF, 0x7F800000, 0x7FC0BEEF, 0xFF812345]
DOUBLES = [0, 1 << 63, 0x3FF0000000000000, 0x400921FB54442D18, 1, 0x7FEFFFFFFFFFFFFF, 0x7FF8000000BEEF00, 0xFFF4000000000001]

DTYPES = {
    "bool": bytes([0, 1, 1]),
    "uint8": bytes([0, 1, 127, 128, 255]),
    "int8": bytes([0, 1, 127, 128, 255]),
    "int16": struct.pack("<4h", 0, -1, -(2**15), 2**15 - 1),
    "uint16": struct.pack("<3H", 0, 1, 2**16 - 1),
    "int32": struct.pack("<4i", 0, -1, -(2**31), 2**31 - 1),
    "uint32": struct.pack("<3I", 0, 1, 2**32 - 1),
    "int64": struct.pack("<4q", 0, -1, 2**53 - 1, -(2**53) + 1),
    "uint64": struct.pack("<3Q", 0, 1, 2**53 - 1),
    "float16": struct.pack(f"<{len(HALVES)}H", *HALVES),
    "bfloat16": struct.pack(f"<{len(HALVES)}H", *HALVES),
    "float32": struct.pack(f"<{len(SINGLES)}I", *SINGLES),
    "float64": struct.pack(f"<{len(DOUBLES)}Q", *DOUBLES),
    "complex64": struct.pack("<2I", 0x3F800000, 0x7FC0BEEF),
    "float8_e4m3fn": bytes([0, 127, 255]),
    "float8_e4m3fnuz": bytes([0, 128]),
    "float8_e5m2": bytes([0, 124, 125]),
    "float8_e5m2fnuz": bytes([128]),
    "float8_e8m0fnu": bytes([0, 255]),
    "float4_e2m1fn_x2": bytes([0x10, 0xFE]),  # two to a byte
}
WIDTHS = {"16": 2, "32": 4, "64": 8}


def count(dtype: str, data: bytes) -> int:
    return len(data) // next((size for end, size in WIDTHS.items() if dtype.endswith(end)), 1)


NAMES = ["b", "a", "B", "é", "\ufb01", "\U0001f600", "\uffff", "", "10", "9", "__proto__", 'q"\\/\b\f\n\r\t\x01\x1f\x7f\u2028']

FILES = {
    "dtypes": ([(f"t.{dtype}", dtype, [count(dtype, data)], data) for dtype, data in DTYPES.items()], None),
    "names": ([(name, "uint8", [1], bytes([k])) for k, name in enumerate(NAMES)], {'k"é\n': "\U0001f600\x00"}),
    "shapes": (
        [
            ("scalar", "float32", [], struct.pack("<f", 0.5)),
            ("matrix", "float32", [2, 3], struct.pack("<6f", *range(6))),
            ("none", "float32", [0, 3], b""),
            ("also none", "int64", [2, 0], b""),
            ("byte", "uint8", [1, 1, 1, 1, 1], b"\x07"),
        ],
        {"format": "pt"},
    ),
    "metadata": ([("t", "float32", [1], b"\0\0\x80\x3f")], {f"key {k}": f"text {k}" for k in range(5)}),
    "nothing": ([], None),
    "only-metadata": ([], {"format": "pt"}),
}


def main():
    expected = {}
    for file, (tensors, metadata) in FILES.items():
        kept = [(ctypes.c_char * max(1, len(data)))(*data) for _, _, _, data in tensors]
        specs = {
            name: TensorSpec(dtype=dtype, shape=shape, data_ptr=ctypes.addressof(memory), data_len=len(data))
            for (name, dtype, shape, data), memory in zip(tensors, kept)
        }
        written = serialize(specs, metadata)
        (here / f"{file}.safetensors").write_bytes(written)
        read = {
            name: {"dtype": t["dtype"], "shape": t["shape"], "hex": t["data"].hex()} for name, t in sorted(deserialize(written))
        }
        expected[file] = {"tensors": read, "metadata": metadata}
    text = json.dumps({"safetensors": version("safetensors"), "files": expected}, indent=1)
    (here / "expected.json").write_text(text + "\n")


main()
