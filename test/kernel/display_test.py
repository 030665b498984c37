"""What a value looks like: short, as its author wants it, and never a danger to the kernel."""

import unittest

from case import KernelCase


class DisplayTest(KernelCase):
    def test_a_value_that_reads_by_itself(self):
        polynomial = "class Polynomial { constructor(readonly c: number[]) {} toString() { return this.c.join(' + x ') } }"
        self.assertEqual(self.value(f"{polynomial}; new Polynomial([1, 2])"), "1 + x 2")
        self.assertEqual(self.value('import { derivative } from "mathjs"; derivative("x^2", "x")'), "2 * x")
        self.assertEqual(self.value("[new Polynomial([1])].length"), "1")

    def test_values_whose_string_says_less_than_they_hold(self):
        self.assertEqual(self.value("({ a: 1 })"), "{ a: 1 }")
        self.assertEqual(self.value("[1, 2]"), "[ 1, 2 ]")
        self.assertEqual(self.value("new Map([[1, 2]])"), "Map(1) { 1 => 2 }")
        self.assertEqual(self.value("Buffer.from('ab')"), "<Buffer 61 62>")
        self.assertEqual(self.value("new (class Point { x = 1 })()"), "Point { x: 1 }")

    def test_arrays_by_their_size_and_first_values(self):
        self.assertTrue(self.value("new Float32Array(100_000)").startswith("Float32Array(100000) [\n  0,"))
        self.assertIn("data: Float32Array(600)", self.value("({ shape: [2, 300], data: new Float32Array(600) })"))

    def test_huge_and_circular_values_are_short(self):
        for code in (
            "Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]))",
            'Array(20).fill(Array(20).fill(Array(20).fill(Array(20).fill("wide"))))',
            "const ring: any[] = []; ring.push(ring, ring); ring",
            '"x".repeat(1_000_000)',
        ):
            with self.subTest(code):
                self.assertLess(len(self.value(code)), 20_100)

    def test_what_cannot_be_shown_is_an_error_of_the_cell(self):
        for code, message in {
            '({ [Symbol.for("Jupyter.display")]: () => 5 })': "want an object from MIME types to data",
            '({ [Symbol.for("Jupyter.display")]: () => ({ "text/plain": 1n }) })': "serialize a BigInt",
            '({ [Symbol.for("Jupyter.display")]: () => { throw new Error("mine") } })': "mine",
            '({ [Symbol.for("Jupyter.display")]: async () => { throw new Error("mine") } })': "mine",
            'new Proxy({}, { get() { throw new Error("trap") } })': "trap",
            'throw { [Symbol.for("nodejs.util.inspect.custom")]() { throw 1 } }': "cannot be shown",
            "throw null": "null",
            'throw Object.assign(new Error(), { message: { toString() { throw 1 } } })': "cannot be shown",
            'throw new Error("x".repeat(1_000_000))': "998000 more characters",
        }.items():
            with self.subTest(code):
                self.assertIn(message, self.error(code)["evalue"])
        self.assertEqual(self.value("1"), "1")

    def test_a_promise_is_shown_not_awaited(self):
        self.assertEqual(self.value("new Promise(() => {})"), "Promise { <pending> }")
        self.assertEqual(self.value("({ then() {} })"), "{ then: [Function: then] }")

    def test_a_trace_is_as_long_as_can_be_read(self):
        self.assertEqual(len(self.error('throw new Error("a\\n".repeat(10_000))')["traceback"]), 201)

    def test_several_forms_of_one_value(self):
        value = '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b>1</b>", "text/latex": "$1$", "image/png": new Uint8Array([1]), "text/plain": "1" }) })'
        (result,) = self.run_ok(value).contents("execute_result")
        self.assertEqual(result["data"], {"text/html": "<b>1</b>", "text/latex": "$1$", "image/png": "AQ==", "text/plain": "1"})

    def test_an_update_from_a_later_cell(self):
        (first,) = self.run_ok("const place = display(1);").contents("display_data")
        (second,) = self.run_ok('place.update("two");').contents("update_display_data")
        self.assertEqual(first["transient"], second["transient"])
        self.assertEqual(second["data"], {"text/plain": "'two'"})


if __name__ == "__main__":
    unittest.main()
