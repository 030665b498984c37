"""A name that a later cell declares anew, as any other kind of thing, and the functions that still mean the earlier one."""

import unittest

from case import KernelCase
from tree import write

# A declaration of N, a use of it, and what the use gives.
KINDS = {
    "const": ("const N = 1;", "N + 1", "2"),
    "let": ('let N = "s";', "N.length", "1"),
    "function": ("function N() { return 2; }", "N() * 2", "4"),
    "overloads": ("function N(a: 1): 1;\nfunction N(a: 2): 2;\nfunction N(a: any) { return a; }", "N(2) satisfies 2", "2"),
    "class": ("class N { a = 3 }", "new N().a", "3"),
    "enum": ("enum N { A, B }", "N.B", "1"),
    "import": ('import { N } from "./named";', "N", "'imported'"),
    "namespace": ("namespace N { export const n = 4; }", "N.n", "4"),
    "type": ("type N = { t: number };", "({ t: 5 } satisfies N).t", "5"),
    "interface": ("interface N { i: string }", '({ i: "x" } satisfies N).i', "'x'"),
}


class RedeclarationTest(KernelCase):
    def test_every_kind_after_every_kind(self):
        write(self.root / "notebooks" / "named.ts", 'export const N = "imported";\n')
        for before, (earlier, _, _) in KINDS.items():
            for after, (later, use, value) in KINDS.items():
                self.run_ok(earlier)
                self.run_ok(later)
                self.assertEqual(self.value(use), value, f"{after} after {before}")

    def test_a_type_and_a_value_of_one_name_live_side_by_side(self):
        self.run_ok("type Both = { a: number };")
        self.run_ok("const Both: Both = { a: 1 };")
        self.assertEqual(self.value("({ a: Both.a } satisfies Both)"), "{ a: 1 }")

    def test_a_function_keeps_the_variable_that_it_was_written_with(self):
        self.run_ok('const old = "first"; const readOld = () => old; class Base { static made = old }')
        self.run_ok('const old = "second"; class Base { static other = 1 }')
        self.assertEqual(self.value("[readOld(), old, Base.other]"), "[ 'first', 'second', 1 ]")

    def test_a_later_cell_and_the_function_set_one_variable(self):
        self.run_ok("let count = 0; let [__first] = [1]; function up() { return (count += __first); }")
        self.assertEqual(self.value("count = 10; __first = 2; up()"), "12")
        self.assertEqual(self.value("count"), "12")
        # Another variable of that name is none of the function's.
        self.assertEqual(self.value("let count = 100; up()"), "14")
        self.assertEqual(self.value("count"), "100")

    def test_what_a_stopped_cell_did_not_reach_says_so(self):
        self.error('let reached = 1; if (reached) throw new Error("stop"); let never = 2;')
        self.assertEqual(self.value("reached"), "1")
        self.assertEqual(self.error("never")["evalue"], "Cannot access 'never' before initialization")

    def test_an_earlier_function_is_called_without_a_this(self):
        self.run_ok("function whose(this: unknown, ..._: unknown[]) { return this; }")
        self.assertEqual(self.value("whose() === undefined && whose`` === undefined"), "true")


if __name__ == "__main__":
    unittest.main()
