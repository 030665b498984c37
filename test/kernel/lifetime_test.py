"""The kernel's process: its start, its end, and whom it listens to."""

import os
import subprocess
import sys
import time
import unittest
from pathlib import Path

from case import KernelCase

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

    def test_a_message_with_a_bad_signature_is_dropped(self):
        client = self.kernel.client
        honest = client.session.key
        client.session.key = b"guessed"
        client.execute("var forged = 1;")
        client.session.key = honest
        self.assertEqual(self.value("2 + 2"), "4")
        self.assertIn("Cannot find name 'forged'", self.error("forged")["evalue"])

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
