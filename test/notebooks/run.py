"""npm run notebooks [-- [--update] [NAME ...]]

Executes the notebooks whose path contains a NAME (all of them without one) and compares what they
show with what is committed; --update commits to what they show now, and draws the static images.
"""

import copy
import os
import subprocess
import sys
from pathlib import Path

import nbformat

from compare import code_cells, compare
from execute import execute
from images import add_images

ROOT = Path(__file__).parents[2]
# Outputs that are compared are made in the tier whose bits are the same on every machine.
os.environ["UNROLLED_TIER"] = "simd"


def find(names):
    """The notebooks to run; a NAME may also be the path of any notebook elsewhere."""
    paths = [Path(name).resolve() for name in names if name.endswith(".ipynb")]
    if paths and all(path.exists() for path in paths):
        return paths
    every = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    every = [path for path in every if ".ipynb_checkpoints" not in path.parts]
    return [path for path in every if not names or any(name in path.as_posix() for name in names)]


def check(path, update):
    """Runs one notebook. Returns how many of its code cells are as they should be, and how many not."""
    title = os.path.relpath(path, ROOT)
    committed = nbformat.read(path, as_version=4)
    fresh = copy.deepcopy(committed)
    seconds, problem = execute(fresh, path.parent, title)
    if update and not problem:
        add_images(fresh)
    differences = compare(fresh if update else committed, fresh)
    print(f"{title}: {seconds:.1f} s, {len(differences)} code cells")
    for number, (cell, difference) in enumerate(zip(code_cells(fresh), differences), 1):
        if difference and cell.execution_count:  # a cell that never ran needs no line of its own
            print(f"  code cell {number}: {difference}")
    if problem:
        print(f"  {problem}")
    failed = sum(map(bool, differences))
    if problem:
        failed = max(failed, 1)  # outputs that come too late are a failure too
    if update and not failed:
        replace(path, fresh)
    return len(differences) - failed, failed


def replace(path, notebook):
    """Never leaves half a notebook behind."""
    half = path.with_suffix(".tmp")
    half.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    half.replace(path)


def main(arguments):
    names = [a for a in arguments if a != "--update"]
    paths = find(names)
    if not paths:
        return f"unrolled: no notebook matches {' '.join(names) or 'notebooks/'}"
    try:
        counts = [check(path, "--update" in arguments) for path in paths]
    except subprocess.CalledProcessError:
        return 1  # the drawing program has said what is wrong
    passed, failed = (sum(column) for column in zip(*counts))
    print(f"Code cells of {len(paths)} notebooks whose outputs are the committed ones:")
    print(f"{passed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
