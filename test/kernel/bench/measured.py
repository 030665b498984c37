"""A running kernel of either kind, and how long it takes to answer, as a client sees it."""

import time
from pathlib import Path

from jupyter_client.manager import KernelManager

NOTEBOOKS = Path(__file__).resolve().parents[3] / "notebooks"
OURS, PYTHON = "unrolled", "python3"
TIMEOUT = 60


class Measured:
    """`start_ms` is from the start of the process to the end of the first cell."""

    def __init__(self, kind: str):
        self.kind = kind
        began = time.perf_counter()
        self.manager = KernelManager(kernel_name=kind)
        self.manager.start_kernel(cwd=str(NOTEBOOKS))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=TIMEOUT)
        self.run("1 + 1")
        self.start_ms = (time.perf_counter() - began) * 1000

    def __enter__(self) -> "Measured":
        return self

    def __exit__(self, *_) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    @property
    def pid(self) -> int:
        return self.manager.provisioner.pid

    def run(self, code: str) -> float:
        """Milliseconds from the sending of a cell until both its reply and `idle` are here."""
        began = time.perf_counter()
        request = self.client.execute(code)
        reply = self._of(request, self.client.get_shell_msg)
        while self._of(request, self.client.get_iopub_msg).get("execution_state") != "idle":
            pass
        took = (time.perf_counter() - began) * 1000
        if reply["status"] != "ok":
            raise RuntimeError(f"{self.kind}: {code}: {reply}")
        return took

    def complete(self, code: str, wanted: str, cursor: int | None = None) -> float:
        began = time.perf_counter()
        reply = self._of(self.client.complete(code, cursor), self.client.get_shell_msg)
        took = (time.perf_counter() - began) * 1000
        if wanted not in reply["matches"]:
            raise RuntimeError(f"{code} is not completed by {wanted}: {reply}")
        return took

    def inspect(self, code: str, wanted: str) -> float:
        began = time.perf_counter()
        reply = self._of(self.client.inspect(code), self.client.get_shell_msg)
        took = (time.perf_counter() - began) * 1000
        if wanted not in reply["data"].get("text/plain", ""):
            raise RuntimeError(f"{code} is not described with {wanted}: {reply}")
        return took

    def _of(self, request: str, get) -> dict:
        while True:
            message = get(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]
