"""A kernel that nobody asks anything gives its memory back, and goes on as before."""

import time
import unittest

from case import KernelCase

WORK = 'import { derivative } from "mathjs"; const kept = [1, 2]; function last() { return kept.at(-1); }'


class RestTest(KernelCase):
    def test_memory_is_given_back_while_the_reader_thinks(self):
        resident = "process.memoryUsage.rss() / 1e6"
        for _ in range(60):
            self.run_ok(WORK)
        before = float(self.value(resident))
        time.sleep(4.5)
        # It went from 388 to 240 MB when this was written.
        self.assertLess(float(self.value(resident)), before - 30)
        self.assertEqual(self.value('[last(), derivative("x^2", "x").toString()]'), "[ 2, '2 * x' ]")
        self.assertEqual(self.error("const n: string = last()")["ename"], "TypeScriptError")


if __name__ == "__main__":
    unittest.main()
