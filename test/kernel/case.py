"""A test case with one kernel, in a tree of its own, for all its tests."""

import unittest

from session import Outcome, Session
from tree import make_tree, remove_tree


class KernelCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = make_tree()
        cls.kernel = Session(cls.root / "notebooks")

    @classmethod
    def tearDownClass(cls):
        cls.kernel.close()
        remove_tree(cls.root)

    def run_ok(self, code: str) -> Outcome:
        outcome = self.kernel.run(code)
        self.assertEqual(outcome.status, "ok", outcome.reply)
        return outcome

    def value(self, code: str) -> str | None:
        return self.run_ok(code).text

    def error(self, code: str) -> dict:
        outcome = self.kernel.run(code)
        self.assertEqual(outcome.status, "error")
        (published,) = outcome.contents("error")
        self.assertEqual(published["evalue"], outcome.reply["evalue"])
        return published
