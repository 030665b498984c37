"""Every notebook in Deno's kernel, and what that kernel cannot do. A limit that is gone is a failure too: of the docs."""

import os
import re
import time
from pathlib import Path

from jupyter_client.manager import start_new_kernel

from cells import Cell, is_idle, run_cells, status, until_silent
from compare import bundle_difference
from report import HOMES, NOTEBOOKS, ROOT, kernel_argv, report, run


def own_home() -> dict[str, str]:
    """Deno looks for its user's Jupyter folder below HOME, and not at JUPYTER_DATA_DIR."""
    return {k: v for k, v in os.environ.items() if k != "XDG_DATA_HOME"} | {"HOME": str(HOMES / "deno")}


def problems(cell: Cell) -> list[str]:
    if cell.status != "ok":
        return [f"code cell {cell.number}: {cell.outputs or cell.status}"]
    committed = [output["data"] for output in cell.committed["outputs"] if "data" in output]
    if len(committed) != len(cell.shown):
        return [f"code cell {cell.number}: {len(committed)} outputs are committed, the run made {len(cell.shown)}"]
    pairs = zip(committed, map(uncoloured, cell.shown))
    found = [bundle_difference(*pair) for pair in pairs]
    return [f"code cell {cell.number}: {difference}" for difference in found if difference]


def uncoloured(bundle: dict) -> dict:
    """Deno colours what it shows as text alone."""
    return {k: re.sub(r"\x1b\[\d+m", "", v) if k == "text/plain" else v for k, v in bundle.items()}


def answer(client, code: str) -> tuple[str, list[dict]]:
    request = client.execute(code)
    contents = [m["content"] for m in until_silent(client) if m["msg_type"] in ("stream", "error")]
    return status(client, request), contents


def late_results(client, cells: int = 400) -> int:
    """How many of these cells are over, the kernel says, before their result comes."""
    code = '({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": "x".repeat(100_000) }) })'
    late = 0
    for _ in range(cells):
        request = client.execute(code)
        shown = False
        while not is_idle(message := client.get_iopub_msg(timeout=30), request):
            ours = message["parent_header"]["msg_id"] == request
            shown = shown or (ours and message["msg_type"] == "execute_result")
        late += not shown
    return late


def limits(client, manager) -> dict[str, bool]:
    """Whether each limit that the docs list is still there. The last one ends the kernel."""
    typed = answer(client, 'const wrong: number = "text";')
    written = answer(client, 'process.stdout.write("progress\\n");')
    shown = answer(client, "display(1);")
    late = late_results(client)
    client.execute("await new Promise((done) => setTimeout(done, 20_000));")
    time.sleep(1)
    manager.interrupt_kernel()
    time.sleep(1)
    return {
        "a type error is not reported": typed == ("ok", []),
        "what is written to process.stdout, such as training's progress, is not shown": written == ("ok", []),
        "there is no display()": shown[0] == "error" and "display" in shown[1][0]["evalue"],
        "a result comes after the cell's end now and then": late > 0,
        "Stop ends the kernel": not manager.is_alive(),
    }


argv = kernel_argv("deno", Path(os.environ["JUPYTER_PATH"]))
done = run(argv[0], "jupyter", "--install", cwd=HOMES, env=own_home())
made = kernel_argv("deno", HOMES / "deno" / ".local" / "share" / "jupyter")
report("Deno: its installer makes the kernel that is tried here", [] if made == argv else [done.stdout])
for path in NOTEBOOKS:
    cells = run_cells("deno", path)
    title = f"Deno: {path.relative_to(ROOT / 'notebooks')}"
    found = [problem for cell in cells for problem in problems(cell)]
    report(f"{title}: its {len(cells)} cells run and show what is committed", found)

manager, client = start_new_kernel(kernel_name="deno", cwd=str(ROOT / "notebooks"))
try:
    known = limits(client, manager)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
for limit, holds in known.items():
    gone = "it is gone: take it out of kernel-setup/README.md and of this check"
    report(f"Deno, known limit: {limit}", [] if holds else [gone])
