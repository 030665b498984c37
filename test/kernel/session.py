"""A running kernel, as a test talks to it."""

import time
from pathlib import Path

from jupyter_client.manager import KernelManager

from tree import KERNEL

TIMEOUT = 20


class Outcome:
    """What one cell led to: its reply, and what was published because of it."""

    def __init__(self, reply: dict, messages: list[dict]):
        self.reply = reply
        self.status = reply["status"]
        self.messages = messages

    def contents(self, kind: str) -> list[dict]:
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def text(self) -> str | None:
        """The result as text, or None if the cell has none."""
        for content in self.contents("execute_result"):
            return content["data"]["text/plain"]
        return None

    def stream(self, name: str) -> str:
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)


class Session:
    def __init__(self, directory: Path, connection: dict | None = None, **options):
        self.manager = KernelManager(kernel_name=KERNEL, **(connection or {}))
        self.manager.start_kernel(cwd=str(directory), **options)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def send(self, code: str, **options) -> str:
        return self.client.execute(code, **options)

    def run(self, code: str, within: float = TIMEOUT, **options) -> Outcome:
        return self.finish(self.send(code, **options), within)

    def finish(self, request: str, within: float = TIMEOUT) -> Outcome:
        """Wait for the reply to a request, and for the kernel to be idle after it."""
        reply = self.reply(request, within)
        self.replied = time.monotonic()
        messages = []
        while True:
            message = self.published(request)
            if message["content"].get("execution_state") == "idle":
                return Outcome(reply, messages)
            messages.append(message)

    def reply(self, request: str, within: float = TIMEOUT) -> dict:
        while True:
            message = self.client.get_shell_msg(timeout=within)
            if message["parent_header"]["msg_id"] == request:
                return message["content"]

    def published(self, request: str) -> dict:
        while True:
            message = self.client.get_iopub_msg(timeout=TIMEOUT)
            if message["parent_header"].get("msg_id") == request:
                return message

    def wait_for_output(self, request: str) -> None:
        while (message := self.published(request))["msg_type"] != "stream":
            assert message["msg_type"] != "error", message["content"]

    def interrupt(self) -> None:
        message = self.client.session.msg("interrupt_request", {})
        self.client.control_channel.send(message)
        assert self.client.control_channel.get_msg(timeout=TIMEOUT)["content"]["status"] == "ok"

    def complete(self, code: str, cursor: int | None = None) -> list[str]:
        return self.reply(self.client.complete(code, cursor))["matches"]

    def inspect(self, code: str) -> str:
        return self.reply(self.client.inspect(code))["data"].get("text/plain", "")
