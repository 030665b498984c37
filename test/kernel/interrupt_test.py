"""Stop: every kind of cell that does not end by itself, with the variables kept."""

import time
import unittest

from case import KernelCase

READY = 'console.log("running");'
SIGNAL = 'Reflect.get(globalThis, Symbol.for("Jupyter.signal")) as AbortSignal'


class InterruptTest(KernelCase):
    def stop(self, code: str, ename: str = "Interrupted") -> None:
        self.run_ok("const kept = 42;")
        request = self.kernel.send(f"let begun = 7;\n{READY}\n{code}")
        self.kernel.wait_for_output(request)
        asked = time.monotonic()
        self.kernel.interrupt()
        outcome = self.kernel.finish(request)
        self.assertLess(time.monotonic() - asked, 2)  # 0.5 s when nothing else runs
        self.assertEqual((outcome.status, outcome.reply["ename"]), ("error", ename))
        self.assertEqual(len(outcome.reply["traceback"]), 1)
        self.assertEqual(self.value("kept + begun"), "49")

    def test_a_synchronous_loop(self):
        self.stop("for (;;);")

    def test_a_synchronous_loop_after_an_await(self):
        self.stop("await new Promise((resolve) => setTimeout(resolve, 1));\nfor (;;);")

    def test_a_loop_of_microtasks(self):
        self.stop("for (;;) await null;")

    def test_a_loop_in_a_timer(self):
        self.stop("setTimeout(() => { for (;;); });\nawait new Promise(() => {});")

    def test_a_loop_that_prints(self):
        self.stop('for (;;) console.log("more");')

    def test_a_promise_that_never_settles(self):
        self.stop("await new Promise(() => {});")

    def test_a_loop_that_reads_the_signal(self):
        pause = "await new Promise((resolve) => setTimeout(resolve, 20));"
        self.stop(f"const signal = {SIGNAL};\nfor (;;) {{ signal.throwIfAborted(); {pause} }}", "AbortError")

    def test_each_cell_has_a_fresh_signal(self):
        self.stop("for (;;);")
        self.assertEqual(self.value(f"({SIGNAL}).aborted"), "false")

    def test_stop_without_a_running_cell_does_nothing(self):
        self.kernel.interrupt()
        self.assertEqual(self.value("1 + 1"), "2")


if __name__ == "__main__":
    unittest.main()
