"""Whom the kernel listens to."""

import os
import stat
import tempfile
import unittest
from pathlib import Path

import psutil

from session import Session
from tree import make_tree, remove_tree


class SecurityTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = make_tree()
        cls.log = tempfile.TemporaryFile("w+", encoding="utf-8")
        cls.kernel = Session(cls.root / "notebooks", stderr=cls.log)

    @classmethod
    def tearDownClass(cls):
        cls.kernel.close()
        cls.log.close()
        remove_tree(cls.root)

    def logged(self) -> str:
        self.log.seek(0)
        return self.log.read()

    def test_what_cannot_be_trusted_is_dropped_and_counted(self):
        client = self.kernel.client
        session, socket = client.session, client.shell_channel.socket
        honest = session.key
        session.key = b"guessed"
        client.execute("var forged = 1;")
        session.key = honest
        self.assertEqual(self.kernel.run("2 + 2").text, "4")

        # Overheard, and sent a second time.
        frames = session.serialize(session.msg("execute_request", {"code": "console.log('again')", "silent": False}))
        for _ in range(2):
            socket.send_multipart(frames)
        self.assertEqual(self.kernel.run("3 + 3").text, "6")

        for frames in ([b"no", b"message"], [b"<IDS|MSG>"], [b"<IDS|MSG>", b"", b"{}", b"{}", b"{}", b"{}"]):
            socket.send_multipart(frames)
        self.assertEqual(self.kernel.run("typeof forged").reply["ename"], "TypeScriptError")
        lines = self.logged().splitlines()
        self.assertEqual(len(lines), 5, lines)
        self.assertEqual(lines[0], "Unrolled kernel: dropped Error: a message with a bad signature; 1 so far")
        self.assertEqual(lines[1], "Unrolled kernel: dropped Error: a message that was there before; 2 so far")
        self.assertRegex(lines[4], "; 5 so far$")

    def test_it_listens_to_this_machine_alone(self):
        process = psutil.Process(self.kernel.manager.provisioner.pid)
        # Node's debugger, which can stop a loop, must not listen either.
        ports = {c.laddr.port: c.laddr.ip for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN}
        self.assertEqual(set(ports.values()), {"127.0.0.1"})
        self.assertEqual(set(ports), set(self.kernel.manager.ports))

    @unittest.skipIf(os.name == "nt", "Windows has no such modes")
    def test_its_key_is_private(self):
        mode = Path(self.kernel.manager.connection_file).stat().st_mode
        self.assertEqual(stat.S_IMODE(mode) & 0o077, 0)


if __name__ == "__main__":
    unittest.main()
