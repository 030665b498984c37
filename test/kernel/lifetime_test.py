"""The kernel's process: its start, its end, and whom it listens to."""

import os
import subprocess
import sys
import time
import unittest
from pathlib import Path

from case import KernelCase
from session import Session

ORPHANING_PARENT = """\
import os, sys
from pathlib import Path
from session import Session
session = Session(Path.cwd())
print(session.manager.provisioner.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def ends(pid: int, within: float) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


class LifetimeTest(KernelCase):
    def test_shutdown_is_answered_even_in_a_loop(self):
        self.kernel.wait_for_output(self.kernel.send('console.log("running"); for (;;);'))
        asked = time.monotonic()
        self.kernel.client.shutdown()
        reply = self.kernel.client.control_channel.get_msg(timeout=5)
        self.assertEqual(reply["msg_type"], "shutdown_reply")
        while self.kernel.manager.is_alive():
            self.assertLess(time.monotonic() - asked, 5)
            time.sleep(0.02)
        self.kernel.close()
        type(self).setUpClass()

    @unittest.skipIf(os.name == "nt", "Windows has no such sockets in ZeroMQ")
    def test_it_speaks_through_files_too(self):
        connection = {"transport": "ipc", "connection_file": str(self.root / "files.json")}
        other = Session(self.root / "notebooks", connection)
        self.assertEqual(other.run("1 + 1").text, "2")
        other.close()

    @unittest.skipIf(os.name == "nt", "Windows has no SIGKILL")
    def test_a_kernel_does_not_outlive_its_server(self):
        parent = subprocess.run(
            [sys.executable, "-c", ORPHANING_PARENT],
            cwd=Path(__file__).parent,
            capture_output=True,
            text=True,
            timeout=30,
        )
        self.assertTrue(ends(int(parent.stdout), within=5))


if __name__ == "__main__":
    unittest.main()
