"""A cell asks its reader."""

import time
import unittest

from case import KernelCase
from session import TIMEOUT


class StdinTest(KernelCase):
    def question(self) -> dict:
        return self.kernel.client.get_stdin_msg(timeout=TIMEOUT)

    def ask(self, code: str, answer: str) -> tuple[dict, str | None]:
        """Runs a cell that asks once. Returns the question and the cell's result."""
        request = self.kernel.send(code, allow_stdin=True)
        question = self.question()
        self.assertEqual(question["parent_header"]["msg_id"], request)
        self.kernel.client.input(answer)
        outcome = self.kernel.finish(request)
        self.assertEqual(outcome.status, "ok", outcome.reply)
        return question["content"], outcome.text

    def test_a_name(self):
        asked = self.ask('const name = input("Name? "); `Hello ${name}`', "小明 😀")
        self.assertEqual(asked, ({"prompt": "Name? ", "password": False}, "'Hello 小明 😀'"))
        self.assertEqual(self.value("name.length"), "5")

    def test_a_password(self):
        content, result = self.ask('input("Key: ", { password: true }).length', "secret")
        self.assertEqual((content, result), ({"prompt": "Key: ", "password": True}, "6"))

    def test_two_questions_in_a_function_after_an_await(self):
        code = "const ask = () => Number(input());\nawait null; const sum = ask() + ask(); sum"
        request = self.kernel.send(code, allow_stdin=True)
        for answer in ("40", "2"):
            self.assertEqual(self.question()["content"]["prompt"], "")
            self.kernel.client.input(answer)
        self.assertEqual(self.kernel.finish(request).text, "42")

    def test_what_was_printed_comes_before_the_question(self):
        request = self.kernel.send('console.log("a"); console.log("b"); input("c")', allow_stdin=True)
        self.question()
        self.assertEqual(self.kernel.published(request)["msg_type"], "status")
        self.assertEqual(self.kernel.published(request)["msg_type"], "execute_input")
        printed = ""
        while printed != "a\nb\n":
            printed += self.kernel.published(request)["content"]["text"]
        self.kernel.client.input("")
        self.assertEqual(self.kernel.finish(request).text, "''")

    def test_nobody_can_answer(self):
        outcome = self.kernel.run("input()", allow_stdin=False)
        self.assertIn("allow_stdin is false", outcome.reply["evalue"])

    def test_stop_ends_a_question_at_once_and_an_answer_that_comes_late_is_nobody_s(self):
        request = self.kernel.send('input("Name? ")', allow_stdin=True)
        self.question()
        asked = time.monotonic()
        self.kernel.interrupt()
        self.assertEqual(self.kernel.finish(request).reply["ename"], "Interrupted")
        self.assertLess(time.monotonic() - asked, 0.4)
        self.kernel.client.input("too late")
        self.assertEqual(self.ask("input()", "in time")[1], "'in time'")


if __name__ == "__main__":
    unittest.main()
