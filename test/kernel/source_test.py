"""Our own package and local files from a cell: types, docstrings, and edits without a restart."""

import unittest

from case import KernelCase
from tree import DEEP, TWICE, write

IMPORT = 'import { deep, file, twice, fail } from "unrolled";\n'


class SourceTest(KernelCase):
    def setUp(self):
        write(self.root / "src" / "inner" / "deep.ts", DEEP)
        write(self.root / "src" / "twice.ts", TWICE)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.root / "src" / name
        text = path.read_text(encoding="utf-8")
        self.assertIn(old, text)
        write(path, text.replace(old, new))

    def test_import_completion_and_docstring(self):
        self.assertEqual(self.value(IMPORT + "[twice(4), file]"), "[ 8, 'index.ts' ]")
        self.assertEqual(self.kernel.complete("twi"), ["twice"])
        within = 'import { twi } from "unrolled"'
        self.assertEqual(self.kernel.complete(within, within.index(" }")), ["twice"])
        self.assertEqual(self.kernel.inspect("twice").split("\n\n")[1], "Twice a number.\n@param n shape (B, H)")
        self.assertIn("'string' is not assignable", self.error('twice("4")')["evalue"])

    def test_an_edit_deep_down_reaches_the_rerun_import(self):
        self.assertEqual(self.value(IMPORT + "twice(4)"), "8")
        self.edit("inner/deep.ts", "n * 2", "n * 3.5")
        self.assertEqual(self.value(IMPORT + "[twice(4), deep(2)]"), "[ 14, 7 ]")
        # Types too.
        self.edit("inner/deep.ts", "Count = number", "Count = number | bigint")
        self.edit("inner/deep.ts", "n * 3.5", "Number(n) * 10")
        self.assertEqual(self.value(IMPORT + "twice(4n)"), "40")

    def test_only_what_changed_is_evaluated_again(self):
        count = "(globalThis as unknown as { evaluated: number }).evaluated"
        before = int(self.value(IMPORT + count))
        self.assertEqual(int(self.value(IMPORT + count)), before)
        self.edit("twice.ts", "deep(n)", "deep(n) + 0.5")
        self.assertEqual(self.value(IMPORT + "twice(1)"), "2.5")
        self.assertEqual(int(self.value(count)), before)

    def test_a_source_file_that_does_not_parse_is_named(self):
        self.run_ok(IMPORT)
        self.edit("twice.ts", "import type", "const = 1;\nimport type")
        error = self.error(IMPORT)
        self.assertEqual(error["ename"], "SyntaxError")
        self.assertEqual(error["evalue"], "src/twice.ts:2:7 - Variable declaration expected.")
        self.edit("twice.ts", "const = 1;\n", "")
        self.run_ok(IMPORT)

    def test_a_type_error_in_a_source_file_is_no_error_of_the_cell(self):
        self.edit("twice.ts", "=> deep(n);", "=> deep(n) as unknown as string;")
        self.assertEqual(self.value(IMPORT + "twice(2)"), "4")

    def test_a_thrown_error_names_the_source_line(self):
        error = self.error(IMPORT + "fail();")
        self.assertEqual(error["evalue"], "n is 3 but must be 4")
        self.assertIn("src/twice.ts:11:9", error["traceback"][1])

    def test_local_files_by_every_usual_name(self):
        write(self.root / "notebooks" / "local.ts", "export const here: number = 1;\n")
        write(self.root / "notebooks" / "data.json", '{ "a": 3 }')
        for name in ("./local", "./local.js", "./local.ts"):
            self.assertEqual(self.value(f'import {{ here }} from "{name}"; here'), "1", name)
        self.assertEqual(self.value('import data from "./data.json"; data.a'), "3")
        self.assertEqual(self.value('import { deep as d } from "../src/inner/deep.js"; d(3)'), "6")

    def test_an_edited_file_of_any_kind(self):
        for name, first, second in (
            ("data.json", '{ "a": 1 }', '{ "a": 2 }'),
            ("plain.cjs", "exports.a = 1;", "exports.a = 20 / 10;"),
            ("module.mjs", "export const a = 1;", "export const a = 20 / 10;"),
            ("typed.mts", "export const a: number = 1;", "export const a: number = 20 / 10;"),
        ):
            write(self.root / "notebooks" / name, first)
            self.assertEqual(self.value(f'require("./{name}").a'), "1", name)
            write(self.root / "notebooks" / name, second)
            self.assertEqual(self.value(f'require("./{name}").a'), "2", name)

    def test_a_file_that_waits_is_told_so(self):
        write(self.root / "notebooks" / "waits.ts", "export const late = await Promise.resolve(1);\n")
        error = self.error('import { late } from "./waits"; late')
        self.assertEqual(error["evalue"], "notebooks/waits.ts waits at its top level, which only a cell can; export a function that waits")

    def test_a_module_that_was_stopped_halfway_is_made_anew(self):
        slow = 'export const a = 1; console.log("begun"); const end = Date.now() + 1500; while (Date.now() < end); export const b = 2;\n'
        write(self.root / "notebooks" / "slow.ts", slow)
        cell = 'import { a, b } from "./slow"; [a, b]'
        request = self.kernel.send(cell)
        self.kernel.wait_for_output(request)
        self.kernel.interrupt()
        self.assertEqual(self.kernel.finish(request).status, "error")
        self.assertEqual(self.value(cell), "[ 1, 2 ]")

    def test_a_file_that_was_missing_is_found_once_it_exists(self):
        cell = 'import { late } from "./late"; late'
        self.assertIn("Cannot find module './late'", self.error(cell)["evalue"])
        write(self.root / "notebooks" / "late.ts", "export const late = true;\n")
        self.assertEqual(self.value(cell), "true")


if __name__ == "__main__":
    unittest.main()
