"""What a kernel holds, in MB. On Linux its share of what processes share is counted once among them (PSS)."""

import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

from measured import OURS, PYTHON, Measured
from workload import IMPORT, TRAINING, accumulated

SETTLE_S = 6  # a reader thinks longer than this between two cells


def held(pid: int) -> float:
    rollup = Path(f"/proc/{pid}/smaps_rollup")
    if rollup.exists():
        (pss,) = (line for line in rollup.read_text().splitlines() if line.startswith("Pss:"))
        return int(pss.split()[1]) / 1024
    return int(subprocess.check_output(["ps", "-o", "rss=", "-p", str(pid)])) / 1024


def settled(kernel: Measured) -> float:
    time.sleep(SETTLE_S)
    return held(kernel.pid)


def while_running(kernel: Measured, code: str) -> float:
    """The most that it held at any look."""
    request = kernel.client.execute(code)
    most = 0.0
    while True:
        most = max(most, held(kernel.pid))
        time.sleep(0.05)
        while kernel.client.shell_channel.msg_ready():
            if kernel.client.get_shell_msg(timeout=1)["parent_header"]["msg_id"] == request:
                return most


def of_one() -> dict:
    with Measured(PYTHON) as python:
        found = {"ipykernel, idle": settled(python)}
    with Measured(OURS) as kernel:
        found["idle"] = settled(kernel)
        kernel.run(IMPORT)
        found["after importing unrolled"] = settled(kernel)
        found["while training"] = while_running(kernel, TRAINING)
        for code in accumulated(200):
            kernel.run(code)
        found["after 200 more cells"] = settled(kernel)
    return found


def of_each(count: int) -> float:
    """Of each of several kernels at once, all with the package imported."""
    with ExitStack() as stack:
        kernels = [stack.enter_context(Measured(OURS)) for _ in range(count)]
        for kernel in kernels:
            kernel.run(IMPORT)
        time.sleep(SETTLE_S)
        return sum(held(kernel.pid) for kernel in kernels) / count
