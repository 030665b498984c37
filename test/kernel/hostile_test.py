"""Cells that are too much for the compiler end as one clear error, and the next cell works as before."""

import unittest

from case import KernelCase

TOO_DEEP = {
    "parentheses": "(" * 20_000 + "1" + ")" * 20_000,
    "brackets": "[" * 20_000 + "]" * 20_000,
    "blocks": "{" * 20_000 + "}" * 20_000,
    "calls that do not end": "f(" * 20_000,
    "a type": "let z: " + "Array<" * 20_000 + "1" + ">" * 20_000,
    "a chain": "Promise.resolve(0)" + ".then((x) => x + 1)" * 3000,
}
REFUSED = {
    "type R<T> = T extends never ? 1 : R<[T, T]>; let r: R<1>;": "excessively deep and possibly infinite",
    "interface I extends I {}": "recursively references itself",
    "\0": "Invalid character",
    "/* never": "'*/' expected",
}


class HostileTest(KernelCase):
    def setUp(self):
        self.run_ok("const kept = { a: [1, 2] };")

    def test_what_is_too_deep(self):
        for what, cell in TOO_DEEP.items():
            self.assertEqual(self.error(cell)["evalue"], "the compiler gave this cell up: Maximum call stack size exceeded", what)
            self.assertEqual(self.value("kept.a[1] + 1"), "3", what)
            self.assertEqual(self.error("const n: string = kept.a")["evalue"], "1:7 - Type 'number[]' is not assignable to type 'string'.")

    def test_what_the_compiler_refuses(self):
        for cell, message in REFUSED.items():
            self.assertIn(message, self.error(cell)["evalue"])
            self.assertEqual(self.value("kept.a[1] + 1"), "3")

    def test_five_megabytes(self):
        self.assertEqual(self.value(f'const long = "{"x" * 5_000_000}"; long.length'), "5000000")
        self.assertEqual(self.value("long.length + 1"), "5000001")

    def test_names_that_objects_have(self):
        self.assertEqual(self.value("const constructor = 5; const toString = 1; constructor"), "5")
        self.assertEqual(self.value("function hasOwnProperty() { return 4 } constructor + toString + hasOwnProperty()"), "10")

    def test_a_console_is_told_that_it_cannot_be_known(self):
        self.assertEqual(self.kernel.reply(self.kernel.client.is_complete(TOO_DEEP["brackets"]))["status"], "unknown")


if __name__ == "__main__":
    unittest.main()
