"""What Tab and Shift-Tab show: candidates with their kinds, signatures, docstrings."""

import unittest

from case import KernelCase
from tree import write

SETUP = """\
import { twice } from "unrolled";
/**
 * Scales a number, as in $x^2$.
 * @param n what to scale
 * @param how its kind
 * @returns the number
 */
function scale(n: number, how: "essay" | "paper" = "paper", ...more: string[]): number { return n + how.length + more.length; }
function configure(options: { hidden: number; input?: number }) { return options; }
const maybe = (Math.random() > 2 ? undefined : { deep: 1 }) as { deep: number } | undefined;
class Hidden { #secret = 1; read() { return this.#secret; } }
"""


class HelpTest(KernelCase):
    def setUp(self):
        self.run_ok(SETUP)

    def completion(self, marked: str) -> tuple[list[str], str]:
        """What is offered first at `|`, and what it would replace."""
        code = marked.replace("|", "", 1)
        reply = self.kernel.reply(self.kernel.client.complete(code, marked.index("|")))
        self.assertEqual(reply["status"], "ok")
        return reply["matches"][:1], code[reply["cursor_start"] : reply["cursor_end"]]

    def inspection(self, marked: str, detail: int = 0) -> dict:
        code = marked.replace("|", "", 1)
        reply = self.kernel.reply(self.kernel.client.inspect(code, marked.index("|"), detail))
        self.assertEqual((reply["status"], reply["found"]), ("ok", bool(reply["data"])))
        return reply["data"]

    def test_candidates_and_what_they_replace(self):
        write(self.root / "notebooks" / "local.ts", "export const here = 1;\n")
        for marked, expected in {
            "sca|": (["scale"], "sca"),
            "const x = 1 + sca|le(2)": (["scale"], "scale"),
            "maybe?.|": (["deep"], ""),
            "maybe.de|": (["?.deep"], ".de"),
            "configure({ hid| })": (["hidden"], "hid"),
            "configure({ hidden: 1, | })": (["input"], ""),
            'scale(1, "es|")': (["essay"], "es"),
            'import x from "mathjs|"': (["mathjs"], "mathjs"),
            'import x from "unro|': (["unrolled"], "unro"),
            'import x from "./loc|"': (["local"], "loc"),
            'import x from "../src/inner/|"': (["deep"], ""),
            'await import("fast-ch|': (["fast-check"], "fast-ch"),
            'const 𝒳 = "𝒳"; sca|': (["scale"], "sca"),
            "const broken = (1 + ; sca|\nfoo(": (["scale"], "sca"),
            "class A { #priv = 1; m() { this.#pr|": (["#priv"], "#pr"),
        }.items():
            self.assertEqual(self.completion(marked), expected, marked)

    def test_nothing_where_there_is_nothing_to_say(self):
        for marked in ("// sca|", "/* sca| */", "12|3", "1.|", "const t = 'sca|'", "(" * 20_000 + "sca|"):
            self.assertEqual(self.completion(marked)[0], [], marked[:20])
            self.assertEqual(self.inspection(marked), {}, marked[:20])
        self.assertEqual(self.kernel.reply(self.kernel.client.complete("scal", 500))["matches"][0], "scale")
        self.assertEqual(self.value("scale(1)"), "6")

    def test_candidates_have_kinds_and_signatures(self):
        reply = self.kernel.reply(self.kernel.client.complete("const 𝒳 = 1; twi"))
        (kind,) = reply["metadata"]["_jupyter_types_experimental"]
        self.assertEqual(kind, {"start": 13, "end": 16, "text": "twice", "type": "const", "signature": "(n: number): number"})

    def test_a_call_shows_its_signature_and_its_parameter(self):
        for marked in ("scale(|", "scale(|)", "scale(1 + |"):
            text = self.inspection(marked)["text/plain"]
            self.assertEqual(
                text,
                'scale(n: number, how?: "essay" | "paper", ...more: string[]): number\n\nparameter: n: number\n\n'
                "Scales a number, as in $x^2$.\n@param n what to scale\n@param how its kind\n@returns the number",
            )
        self.assertIn("parameter: ...more: string[]", self.inspection('scale(1, "essay", "a", |')["text/plain"])
        self.assertIn("twice(n: Count): number\n\nparameter: n: Count\n\nTwice a number.", self.inspection("twice(|")["text/plain"])

    def test_a_page_gets_markdown(self):
        self.assertEqual(
            self.inspection("sca|le")["text/markdown"],
            '```ts\nfunction scale(n: number, how?: "essay" | "paper", ...more: string[]): number\n```\n\n'
            "Scales a number, as in $x^2$.\n\n- `n`: what to scale\n- `how`: its kind\n- *returns*: the number",
        )

    def test_where_it_is_declared_if_asked(self):
        self.assertNotIn("declared", self.inspection("twi|ce")["text/plain"])
        self.assertIn("declared in src/twice.ts:8", self.inspection("twi|ce", 1)["text/plain"])
        self.assertIn("declared in an earlier cell", self.inspection("sca|le", 1)["text/plain"])
        self.assertIn("Declared in `this cell`", self.inspection("const a = 1; a|", 1)["text/markdown"])


if __name__ == "__main__":
    unittest.main()
