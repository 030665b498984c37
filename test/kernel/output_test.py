"""What a cell shows: streams, rich values, updates, and the queue after an error."""

import time
import unittest

from case import KernelCase

FIGURE = """({
  [Symbol.for("Jupyter.display")]: async () => ({
    "application/vnd.plotly.v1+json": { data: [], layout: {} },
    "image/png": new Uint8Array([1, 2, 3]),
    "text/plain": "a figure",
  }),
})"""
BUNDLE = {
    "application/vnd.plotly.v1+json": {"data": [], "layout": {}},
    "image/png": "AQID",
    "text/plain": "a figure",
}


class OutputTest(KernelCase):
    def test_two_thousand_lines_all_arrive(self):
        outcome = self.run_ok("for (let i = 0; i < 2000; i++) console.log(i);")
        self.assertEqual(outcome.stream("stdout"), "".join(f"{i}\n" for i in range(2000)))
        self.assertLess(len(outcome.contents("stream")), 50)

    def test_what_is_printed_before_a_long_loop_is_shown_before_it_ends(self):
        request = self.kernel.send('console.log("a"); console.log("b"); const end = performance.now() + 3000; while (performance.now() < end);')
        begun, seen = time.monotonic(), ""
        while "b" not in seen:
            seen += self.kernel.published(request)["content"].get("text", "")
        self.assertLess(time.monotonic() - begun, 1.5)
        self.kernel.finish(request)

    def test_carriage_returns_are_kept(self):
        outcome = self.run_ok('process.stdout.write("1\\r"); process.stdout.write("2\\r\\n");')
        self.assertEqual(outcome.stream("stdout"), "1\r2\r\n")

    def test_output_comes_before_the_result_and_in_order(self):
        outcome = self.run_ok('console.log("a"); console.error("b"); console.log("c"); 1')
        kinds = [m["msg_type"] for m in outcome.messages if m["msg_type"] != "status"]
        self.assertEqual(kinds, ["execute_input", "stream", "stream", "stream", "execute_result"])

    def test_a_figure_as_result_and_in_the_middle(self):
        (result,) = self.run_ok(FIGURE).contents("execute_result")
        self.assertEqual(result["data"], BUNDLE)
        (shown,) = self.run_ok(f"display({FIGURE}); undefined").contents("display_data")
        self.assertEqual(shown["data"], BUNDLE)

    def test_updates_in_place(self):
        outcome = self.run_ok("const shown = display(1); shown.update(2);")
        (first,), (second,) = outcome.contents("display_data"), outcome.contents("update_display_data")
        self.assertEqual(first["transient"], second["transient"])
        self.assertEqual(second["data"], {"text/plain": "2"})
        tslab = 'import { newDisplay } from "tslab"; const d = newDisplay(); d.text("a"); d.text("b");'
        self.assertEqual(len(self.run_ok(tslab).contents("update_display_data")), 1)

    def test_an_error_aborts_what_is_queued_and_no_more(self):
        cells = ['throw new Error("first")', "2", "3"]
        requests = [self.kernel.send(cell) for cell in cells]
        replies = [self.kernel.finish(request).status for request in requests]
        self.assertEqual(replies, ["error", "aborted", "aborted"])
        self.assertEqual(self.value("4"), "4")

    def test_all_run_when_errors_are_allowed(self):
        cells = ['throw new Error("first")', "2", "3"]
        requests = [self.kernel.send(cell, stop_on_error=False) for cell in cells]
        outcomes = [self.kernel.finish(request) for request in requests]
        self.assertEqual([outcome.status for outcome in outcomes], ["error", "ok", "ok"])
        self.assertEqual(outcomes[2].text, "3")

    def test_expressions_of_the_user(self):
        expressions = {"sum": "base + 1", "broken": "base.no", "thrown": "(() => { throw new RangeError('far') })()"}
        reply = self.kernel.run("const base = 41;", user_expressions=expressions).reply
        values = reply["user_expressions"]
        self.assertEqual(values["sum"], {"status": "ok", "data": {"text/plain": "42"}, "metadata": {}})
        self.assertEqual([values[name]["ename"] for name in ("broken", "thrown")], ["TypeScriptError", "RangeError"])
        self.assertEqual(reply["status"], "ok")
        hopeless = {"big": '({ [Symbol.for("Jupyter.display")]: () => ({ "application/json": 1n }) })'}
        reply = self.kernel.run("1", user_expressions=hopeless).reply
        self.assertEqual(reply["user_expressions"]["big"]["ename"], "TypeError")

    def test_what_no_file_could_hold_is_replaced(self):
        self.assertEqual(self.run_ok('console.log("a\\ud83d", "\\\\ud83d")').stream("stdout"), "a\ufffd \\ud83d\n")
        self.assertEqual(self.kernel.run('throw new Error("😀".repeat(1500))').reply["evalue"].encode()[-4:], "ters".encode())

    def test_a_character_in_two_pieces(self):
        self.assertEqual(self.run_ok("for (const byte of Buffer.from('中')) process.stdout.write(new Uint8Array([byte]))").stream("stdout"), "中")

    def test_a_silent_cell_publishes_and_counts_nothing(self):
        count = self.run_ok("1").reply["execution_count"]
        silent = self.kernel.run("1 + 1", silent=True)
        self.assertEqual({m["msg_type"] for m in silent.messages}, {"status"})
        failing = self.kernel.send("throw 1", silent=True)
        following = self.kernel.send("2")
        self.assertEqual([self.kernel.finish(r).status for r in (failing, following)], ["error", "ok"])
        self.assertEqual(self.run_ok("1").reply["execution_count"], count + 2)


if __name__ == "__main__":
    unittest.main()
