"""A notebook's cells, run one after another in any kernel; what came of each."""

import queue
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel

BUDGET = 180  # seconds for a cell


@dataclass
class Cell:
    """A cell as committed, and its run: outputs in time, and those that came after the kernel said it was idle."""

    committed: dict
    number: int
    status: str = ""
    outputs: list[dict] = field(default_factory=list)
    late: list[dict] = field(default_factory=list)

    @property
    def shown(self) -> list[dict]:
        """The bundles that it has shown."""
        return [output["data"] for output in self.outputs + self.late if "data" in output]

    def stream(self, name: str) -> str:
        return "".join(o["text"] for o in self.outputs + self.late if o.get("name") == name)


def run_cells(kernel: str, path: Path) -> list[Cell]:
    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = [Cell(cell, number) for number, cell in enumerate(code, 1)]
    manager, client = start_new_kernel(kernel_name=kernel, cwd=str(path.parent))
    try:
        sent: dict[str, Cell] = {}
        for cell in cells:
            request = client.execute(cell.committed["source"])
            sent[request] = cell
            while not is_idle(message := client.get_iopub_msg(timeout=BUDGET), request):
                keep(message, sent, cell)
            cell.status = status(client, request)
        for message in until_silent(client):
            keep(message, sent, None)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return cells


def status(client, request: str) -> str:
    while True:
        reply = client.get_shell_msg(timeout=BUDGET)
        if reply["parent_header"]["msg_id"] == request:
            return reply["content"]["status"]


def is_idle(message: dict, request: str) -> bool:
    ours = message["parent_header"].get("msg_id") == request
    return ours and message["content"].get("execution_state") == "idle"


def keep(message: dict, sent: dict[str, Cell], running: Cell | None) -> None:
    cell = sent.get(message["parent_header"].get("msg_id"))
    if cell and message["msg_type"] in ("stream", "display_data", "execute_result", "error"):
        (cell.outputs if cell is running else cell.late).append(message["content"])


def until_silent(client, seconds: float = 1):
    while True:
        try:
            yield client.get_iopub_msg(timeout=seconds)
        except queue.Empty:
            return
