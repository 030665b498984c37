"""Says where a fresh run of a notebook differs from the committed one.

python compare.py COMMITTED.ipynb FRESH.ipynb   prints what differs, and fails if anything does
"""

import json
import math
import sys
from base64 import b64decode

from tidy import settled, text

FIGURE = "application/vnd.plotly.v1+json"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def compare(committed, fresh):
    """A list with an entry a code cell: what differs first in it, or None."""
    ours, theirs = code_cells(committed), code_cells(fresh)
    found = [cell_difference(i + 1, *pair) for i, pair in enumerate(zip(ours, theirs))]
    missing = abs(len(ours) - len(theirs))
    return found + ["this code cell is in only one of the two notebooks"] * missing


def code_cells(notebook):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def cell_difference(count, committed, fresh):
    if text(committed["source"]) != text(fresh["source"]):
        return "the source differs"
    for cell, name in (committed, "committed"), (fresh, "fresh"):
        if cell["execution_count"] != count:
            return f"the {name} execution count is {cell['execution_count']}, not {count}"
        if "raises-exception" not in cell["metadata"].get("tags", []):
            for output in cell["outputs"]:
                if output["output_type"] == "error":
                    return f"{name}: {output['ename']}: {output['evalue']}"
    ours, theirs = settled(committed["outputs"]), settled(fresh["outputs"])
    if len(ours) != len(theirs):
        return f"{len(ours)} outputs are committed, the run made {len(theirs)}"
    for number, pair in enumerate(zip(ours, theirs), 1):
        if found := output_difference(*pair):
            return f"output {number}: {found}"
    return None


def output_difference(committed, fresh):
    if committed["output_type"] != fresh["output_type"]:
        return f"a {committed['output_type']} is committed, the run made a {fresh['output_type']}"
    for key in "name", "text", "ename", "evalue":
        if found := difference(text(committed.get(key)), text(fresh.get(key)), key):
            return found
    return bundle_difference(committed.get("data", {}), fresh.get("data", {}))


def bundle_difference(committed, fresh):
    # Static images come from `--update`, not from a run, and their bytes from a browser's version.
    if FIGURE in fresh and not is_png(committed.get("image/png")):
        return "the figure has no static image; refresh with `npm run notebooks -- --update`"
    kinds = [set(bundle) - {"image/png"} for bundle in (committed, fresh)]
    if kinds[0] != kinds[1]:
        return f"{sorted(kinds[0])} is committed, the run made {sorted(kinds[1])}"
    whole = [{k: v if k.endswith("json") else text(v) for k, v in b.items()} for b in (committed, fresh)]
    return first(difference(whole[0][kind], whole[1][kind], kind) for kind in sorted(kinds[0]))


def first(differences):
    return next(filter(None, differences), None)


def is_png(value):
    return value is not None and b64decode(text(value)).startswith(PNG_SIGNATURE)


def difference(a, b, path):
    """The first place where two JSON values differ.

    Text must be equal: its numbers are rounded by who wrote it. A figure's numbers are not, and
    their last bits may change with Node's Math.exp, so those may differ by a millionth.
    """
    if isinstance(a, dict) and isinstance(b, dict):
        if a.keys() != b.keys():
            return f"{path}: only one of the two has {sorted(a.keys() ^ b.keys())}"
        return first(difference(a[k], b[k], f"{path}.{k}") for k in a)
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return f"{path}: {len(a)} items are committed, the run made {len(b)}"
        return first(difference(x, y, f"{path}[{i}]") for i, (x, y) in enumerate(zip(a, b)))
    if is_number(a) and is_number(b):
        same = math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-9)
    else:
        same = type(a) is type(b) and a == b
    return None if same else f"{path}:\n{side_by_side(a, b)}"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def side_by_side(a, b):
    """Of two long texts, the first line that differs."""
    where = ""
    if isinstance(a, str) and isinstance(b, str):
        lines = [s.split("\n") + [""] * (a + b).count("\n") for s in (a, b)]
        at = next(i for i, (x, y) in enumerate(zip(*lines)) if x != y)
        where, a, b = f" line {at + 1}", lines[0][at], lines[1][at]
    return f"    committed{where}: {a!r}\n    fresh    {where}: {b!r}"


if __name__ == "__main__":
    notebooks = [json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3]]
    differences = compare(*notebooks)
    for number, found in enumerate(differences, 1):
        if found:
            print(f"code cell {number}: {found}")
    sys.exit(any(differences))
