"""Runs a notebook once, top to bottom, in a kernel of its own."""

import sys
import time

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from tidy import tidy

BUDGET = 180  # seconds a notebook may take; a reader waits that long at most


def execute(notebook, folder, title):
    """Fills in the outputs. Returns the seconds it took, and what is wrong with the run or None."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)

    total, at = count(notebook.cells), 0

    def started(cell, cell_index):
        nonlocal at
        at = count(notebook.cells[: cell_index + 1])
        live(f"{title}: code cell {at} of {total}")

    client = NotebookClient(
        notebook,
        kernel_name="unrolled",
        timeout=BUDGET,
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
        on_cell_start=started,
    )
    start, problem = time.monotonic(), None
    try:
        client.execute()
    except CellExecutionError as error:
        problem = f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        problem = f"it ran longer than {BUDGET} s"
    except DeadKernelError:
        problem = "the kernel died"
    finally:
        live("")
    seconds = time.monotonic() - start
    if problem:
        problem = f"stopped in code cell {at}: {problem}"
    elif seconds > BUDGET:
        problem = f"too slow: {seconds:.0f} s, where {BUDGET} s is the budget"
    tidy(notebook)
    return seconds, problem


def count(cells):
    return sum(cell.cell_type == "code" for cell in cells)


def live(line):
    """A line that the next one replaces, where somebody watches."""
    if sys.stdout.isatty():
        print(f"\r{line}\033[K", end="", flush=True)
