"""What a class does to a kernel: floods, late errors, the end of the process, the end of the memory."""

import os
import time
import unittest

from case import KernelCase
from session import Session
from tree import make_tree, remove_tree

# A process of its own limits what a test may use up; the rule is the same at any limit.
SMALL = {"NODE_OPTIONS": "--max-old-space-size=1200"}


class SurvivalTest(KernelCase):
    def test_two_hundred_thousand_lines(self):
        outcome = self.run_ok("for (let i = 0; i < 200_000; i++) console.log(i);")
        self.assertEqual(outcome.stream("stdout"), "".join(f"{i}\n" for i in range(200_000)))

    def test_a_line_of_fifty_megabytes(self):
        self.assertEqual(len(self.run_ok('console.log("x".repeat(50_000_000))').stream("stdout")), 50_000_001)

    def test_a_late_error_is_shown_in_the_cell_that_caused_it(self):
        causes = {
            "throw": 'setTimeout(() => { throw new Error("late") }, 50)',
            "rejection": 'setTimeout(() => void Promise.reject(new Error("late")), 50)',
            "async": 'void (async () => { await new Promise((r) => setTimeout(r, 50)); throw new Error("late") })()',
        }
        for name, cause in causes.items():
            with self.subTest(name):
                culprit = self.kernel.send(f"{cause}; undefined")
                innocent = self.kernel.send("await new Promise((r) => setTimeout(r, 150)); 1")
                self.assertEqual(self.kernel.reply(culprit)["status"], "ok")
                self.assertEqual(self.kernel.reply(innocent)["status"], "ok")
                streams = []
                while True:
                    message = self.kernel.client.get_iopub_msg(timeout=5)
                    of = message["parent_header"].get("msg_id")
                    if message["msg_type"] == "stream":
                        streams.append((of, message["content"]))
                    if of == innocent and message["content"].get("execution_state") == "idle":
                        break
                ((of, content),) = streams
                self.assertEqual((of, content["name"]), (culprit, "stderr"))
                self.assertIn("Uncaught Error: late\n    at ", content["text"])

    def test_deep_recursion(self):
        self.assertEqual(self.error("const deep = (): number => deep() + 1; deep()")["ename"], "RangeError")

    def test_process_exit_answers_everyone_and_ends_the_process(self):
        root = make_tree()
        session = Session(root / "notebooks")
        try:
            cells = ['console.log("last words"); process.exit(3); console.log("never")', "2", "3"]
            requests = [session.send(cell) for cell in cells]
            first = session.finish(requests[0])
            self.assertEqual((first.status, first.reply["ename"]), ("error", "ProcessExit"))
            self.assertEqual(first.stream("stdout"), "last words\n")
            self.assertEqual(len(first.contents("error")), 1)
            self.assertEqual([session.finish(r).status for r in requests[1:]], ["aborted", "aborted"])
            deadline = time.monotonic() + 5
            while session.manager.is_alive():
                self.assertLess(time.monotonic(), deadline)
                time.sleep(0.05)
            session.manager.restart_kernel()
            session.client.wait_for_ready(timeout=20)
            self.assertEqual(session.run("1 + 1").text, "2")

            left = session.send("setTimeout(() => process.exit(), 200); undefined")
            self.assertEqual(session.reply(left)["status"], "ok")
            while (message := session.published(left))["msg_type"] != "error":
                pass
            self.assertEqual(message["content"]["ename"], "ProcessExit")
            while session.manager.is_alive():
                time.sleep(0.05)
        finally:
            session.close()
            remove_tree(root)

    def test_a_cell_that_uses_up_the_memory_is_one_clear_line_and_its_variables_stay(self):
        root = make_tree()
        session = Session(root / "notebooks", env={**os.environ, **SMALL})
        try:
            session.run("const kept = 42;")
            for cell in (
                "const list: unknown[] = []; for (let i = 0;; i++) list.push({ i, inner: [i] });",
                "const list: unknown[] = []; for (let i = 0;; i++) { list.push(new Array(10_000).fill(i)); await null; }",
            ):
                outcome = session.run(cell, within=120)
                self.assertEqual((outcome.status, outcome.reply["ename"]), ("error", "OutOfMemory"), outcome.reply)
                self.assertRegex(outcome.reply["traceback"][0], r"^OutOfMemory: the cell was stopped at \d\.\d of \d\.\d GB of objects; ")
                self.assertEqual(len(outcome.reply["traceback"]), 1)
                self.assertEqual(session.run("list.length > 1000 && kept").text, "42")
                self.assertEqual(session.run("list.length = 0; kept").text, "42")
            # What was let go is not held against the next.
            churn = "let sum = 0; for (let i = 0; i < 2e7; i++) sum += [i, i, i].length; sum"
            self.assertEqual(session.run(churn, within=60).text, "60000000")
        finally:
            session.close()
            remove_tree(root)


if __name__ == "__main__":
    unittest.main()
