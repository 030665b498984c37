"""Stop: every kind of cell that does not end by itself, with the variables kept.

UNROLLED_STOPS says how often each kind is stopped (`npm run stress`: 20 times).
"""

import os
import time
import unittest

from case import KernelCase
from loops import FOREVER, LOOPS, PROGRAM, READY, SIGNAL

TIMES = int(os.environ.get("UNROLLED_STOPS", "1"))
TOOK: dict[str, list[float]] = {}


def summary() -> str:
    """How long it took to stop each kind of loop, in seconds."""
    lines = [f"{max(took):5.2f} s at most of {len(took)}: {kind}" for kind, took in TOOK.items()]
    return "\n".join(["From Stop to the answer, a loop that is:", *lines])


class InterruptTest(KernelCase):
    def stop(self, code: str, ename: str | None = "Interrupted") -> float:
        """Runs a cell and stops it. Returns the seconds from Stop to the reply."""
        self.run_ok("const kept = 42; let beats = 0, ended = false;")
        request = self.kernel.send(f"let begun = 7;\n{code}", allow_stdin=True)
        self.kernel.wait_for_output(request)
        time.sleep(0.02)
        asked = time.monotonic()
        self.kernel.interrupt()
        outcome = self.kernel.finish(request)
        took = self.kernel.replied - asked
        if ename:
            self.assertEqual(outcome.status, "error")
            self.assertEqual(outcome.reply["ename"], ename)
            self.assertEqual(len(outcome.reply["traceback"]), 1)
        self.assertEqual(self.value("kept + begun"), "49")
        return took

    def stop_often(self, kind: str, code: str, **options) -> None:
        took = TOOK[kind] = [self.stop(code, **options) for _ in range(TIMES)]
        # 0.5 s when nothing else runs: what a cell gets to end by itself, and then V8.
        self.assertLess(max(took), 1, took)

    def test_every_kind_of_loop(self):
        for kind, code in LOOPS.items():
            with self.subTest(kind):
                # Of a loop that a cell has left, the cell's own end may be what is told.
                self.stop_often(kind, code, **({"ename": None} if "left" in kind else {}))

    def test_stop_again_and_again(self):
        request = self.kernel.send(f"{READY} for (;;);")
        self.kernel.wait_for_output(request)
        for _ in range(4):
            self.kernel.interrupt()
            time.sleep(0.1)
        asked = time.monotonic()
        self.kernel.finish(request)
        self.assertLess(time.monotonic() - asked, 0.6)
        self.assertEqual(self.value("1 + 1"), "2")

    @unittest.skipIf(os.name == "nt", "Windows has no signal for a program that is waited for")
    def test_a_program_that_does_not_listen(self):
        request = self.kernel.send(f'import {{ execSync }} from "node:child_process"; {READY} execSync("trap \'\' INT; sleep 30 & wait; sleep 30");')
        self.kernel.wait_for_output(request)
        time.sleep(0.2)  # for the shell to close its ears
        self.kernel.interrupt()
        asked = time.monotonic()
        self.assertEqual(self.kernel.finish(request).status, "error")
        self.assertLess(time.monotonic() - asked, 2)

    @unittest.skipIf(os.name == "nt", "Windows has no signal for a program that is waited for")
    def test_a_program_that_is_waited_for(self):
        self.stop_often("in a program that is waited for", PROGRAM, ename=None)

    def test_a_check_of_types_that_takes_long(self):
        self.run_ok('const kept = 42; import { twice } from "unrolled";')
        long = "const long = [" + ",".join(f"{{ a: {i}, b: [{i}, '{i}'] }}" for i in range(100_000)) + "];"
        took = TOOK["checking types"] = []
        for _ in range(min(TIMES, 5)):
            request = self.kernel.send(f"const begun = 7;\n{long}")
            time.sleep(1.5)
            asked = time.monotonic()
            self.kernel.interrupt()
            self.assertEqual(self.kernel.finish(request).reply.get("ename"), "Interrupted")
            took.append(time.monotonic() - asked)
            self.assertEqual(self.value("twice(kept)"), "84")
            self.assertIn("Cannot find name 'begun'", self.error("begun")["evalue"])
        self.assertLess(max(took), 1, took)

    def test_a_stopped_loop_does_not_go_on_behind_the_reader_s_back(self):
        for kind in ("made of timers awaited", "made of a promised interval", "made of the scheduler's waits", "made of promised timers that hides errors", "made of an interval", "made of immediates"):
            with self.subTest(kind):
                self.stop(LOOPS[kind])
                beats = self.value("beats")
                self.assertNotEqual(beats, "0")
                time.sleep(0.1)
                self.assertEqual(self.value("beats"), beats)
        self.stop(LOOPS["in a worker"])
        self.assertEqual(self.value("ended"), "true")

    def test_a_loop_that_reads_the_signal_ends_by_itself(self):
        pause = "await new Promise((resolve) => setTimeout(resolve, 20));"
        loop = f"const signal = {SIGNAL};\n{READY} for (;;) {{ signal.throwIfAborted(); {pause} }}"
        self.stop_often("reading the signal", loop, ename="AbortError")

    def test_each_cell_has_a_fresh_signal(self):
        self.stop(LOOPS["synchronous"])
        self.assertEqual(self.value(f"({SIGNAL}).aborted"), "false")

    def test_stop_without_a_running_cell_ends_what_cells_have_left(self):
        self.run_ok("let beats = 0; const left = setInterval(() => { beats += 1; }, 1);")
        self.kernel.interrupt()
        beats = self.value("beats")
        time.sleep(0.1)
        self.assertEqual(self.value("beats"), beats)

    def test_one_stop_is_enough_for_a_timer_that_loops_at_each_turn(self):
        for cell in ("setInterval(() => { for (;;); }, 1); undefined", f"{READY} setInterval(() => {{ for (;;); }}, 1); {FOREVER}"):
            request = self.kernel.send(cell)
            time.sleep(0.3)
            self.kernel.interrupt()
            self.kernel.finish(request)
            self.assertEqual(self.kernel.run("6 * 7", within=5).text, "42")

    def test_timers_of_other_cells_outlive_a_stop(self):
        self.run_ok("let ticks = 0; const own = setInterval(() => { ticks += 1; }, 1);")
        self.stop(f"{READY} {FOREVER}")
        self.assertEqual(self.value("const then = ticks; await new Promise((r) => setTimeout(r, 50)); ticks > then"), "true")
        self.run_ok("clearInterval(own)")


if __name__ == "__main__":
    unittest.main()
