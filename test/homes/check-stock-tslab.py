"""Every notebook in tslab as it is published: all cells run, and words stand for what it cannot show."""

import os
import sys
from pathlib import Path

from cells import Cell, run_cells
from report import HOMES, NOTEBOOKS, ROOT, kernel_argv, report, run
from tidy import text

TSLAB = ROOT / "node_modules" / ".bin" / "tslab"


def failures(cell: Cell) -> list[str]:
    # tslab sends no error message: it says "error" in its reply, and prints why.
    errors = cell.stream("stderr").strip()
    return [f"code cell {cell.number}: {errors or cell.status}"] if errors or cell.status != "ok" else []


def unsaid(cell: Cell) -> list[str]:
    """The words of committed outputs that this run did not print."""
    bundles = [output["data"] for output in cell.committed["outputs"] if "data" in output]
    words = [text(bundle["text/plain"]) for bundle in bundles]
    printed = cell.stream("stdout")
    return [f"code cell {cell.number} does not say: {w[:100]}" for w in words if not printed.endswith(f"{w}\n")]


done = run(TSLAB, "install", "--python", sys.executable, "--user", "--binary", TSLAB, cwd=HOMES)
named = kernel_argv("tslab", Path(os.environ["JUPYTER_DATA_DIR"]))[:1] == [str(TSLAB)]
report("stock tslab: its installer names the checkout's own", [] if named else [done.stdout])
for path in NOTEBOOKS:
    cells = run_cells("tslab", path)
    title = f"stock tslab: {path.relative_to(ROOT / 'notebooks')}"
    report(f"{title}: its {len(cells)} cells run", [f for cell in cells for f in failures(cell)])
    report(f"{title}: it says what it cannot show", [u for cell in cells for u in unsaid(cell)])
