"""What only modules have, in a cell: exports, import.meta, import() and require of every kind of module."""

import unittest

from case import KernelCase
from tree import write

ASYNC_MODULE = "export const waited = await Promise.resolve(7);\n"


class ModuleTest(KernelCase):
    def test_what_a_cell_exports_later_cells_can_use(self):
        self.run_ok(
            "export const one = 1;\nexport function two() { return 2; }\nexport default class Three {}\n"
            "export enum Four { A = 4 }\nexport interface Five { five: 5 }\nexport { one as another };"
        )
        self.assertEqual(self.value("[one, two(), new Three(), Four.A, ({ five: 5 } satisfies Five).five]"), "[ 1, 2, Three {}, 4, 5 ]")
        self.assertEqual(self.value("export default 6"), "6")
        self.assertEqual(self.error("\nexport const wrong: string = 1;")["evalue"], "2:14 - Type 'number' is not assignable to type 'string'.")

    def test_what_a_cell_exports_from_elsewhere_too(self):
        self.run_ok('export { derivative } from "mathjs"; export * as all from "mathjs"; export type { Count } from "../src/inner/deep";')
        self.assertEqual(self.value('[derivative("x^2", "x").toString(), all.sqrt(4) satisfies unknown as Count]'), "[ '2 * x', 2 ]")

    def test_import_meta_is_of_the_notebook_s_folder(self):
        folder = self.root / "notebooks"
        self.assertEqual(self.value("import.meta.dirname"), f"'{folder}'")
        self.assertEqual(self.value("import.meta.filename"), f"'{folder / 'cell.ts'}'")
        self.assertEqual(self.value('new URL("x.json", import.meta.url).href'), f"'{(folder / 'x.json').as_uri()}'")

    def test_import_and_require_of_every_kind_of_module(self):
        write(self.root / "notebooks" / "near.ts", "export const near = import.meta.dirname.length > 0;\n")
        write(self.root / "notebooks" / "node_modules" / "waits" / "index.mjs", ASYNC_MODULE)
        write(self.root / "notebooks" / "node_modules" / "waits" / "package.json", '{ "exports": "./index.mjs" }')
        write(self.root / "notebooks" / "node_modules" / "waits" / "index.d.mts", "export const waited: number;\n")
        for module, name in {"mathjs": "add", "fast-check": "assert", "unrolled": "twice", "node:fs": "statSync"}.items():
            self.assertEqual(self.value(f'typeof (await import("{module}")).{name}'), "'function'", module)
            self.assertEqual(self.value(f'typeof require("{module}").{name}'), "'function'", module)
        self.assertEqual(self.value('[(await import("./near")).near, require("./near").near]'), "[ true, true ]")
        self.assertEqual(self.value('(await import("waits")).waited'), "7")
        self.assertIn("Cannot find package 'nowhere'", self.error('await import("nowhere" as string)')["evalue"])

    def test_what_a_cell_adds_to_all_modules_stays(self):
        self.run_ok("declare global { interface Array<T> { final(): T } }\nArray.prototype.final = function () { return this[this.length - 1]; };")
        self.assertEqual(self.value("[1, 2].final() + 1"), "3")
        self.run_ok("declare module '../src/inner/deep' { interface Added { a: 1 } }")
        self.assertEqual(self.value("import type { Added } from '../src/inner/deep'; ({ a: 1 } satisfies Added).a"), "1")

    def test_types_alone_load_nothing(self):
        write(self.root / "notebooks" / "loud.ts", 'console.log("loaded");\nexport type Loud = 1;\nexport const loud = 2;\n')
        self.assertEqual(self.run_ok('import type { Loud } from "./loud"; import { type Loud as L } from "./loud"; const n: Loud & L = 1;').stream("stdout"), "")
        self.assertEqual(self.value("n satisfies L"), "1")
        self.assertIn("cannot be used as a value", self.error('import type { loud } from "./loud"; loud')["evalue"])

    def test_a_cell_may_use_any_name_but_those_it_runs_on(self):
        self.assertEqual(self.value("const link = 1, module = 2, importMeta = 3; let start = 4; [link, module, importMeta, start].length"), "4")
        error = self.error("const { exports } = { exports: 1 };")
        self.assertEqual(error["evalue"], 'a cell cannot declare "exports", for every cell has it; choose another name')
        self.assertEqual(self.value("link + module"), "3")


if __name__ == "__main__":
    unittest.main()
