"""The real package in a cell: training is stopped, its weights are kept, and it goes on."""

import shutil
import time
import unittest

from case import KernelCase
from interrupt_test import TIMES, TOOK
from tree import REPO

SETUP = """\
import { characterModel, lstm, network, rnn, vocabulary } from "unrolled";
const text = "she sells sea shells by the sea shore. ".repeat(60);
const net = characterModel(rnn, { vocabulary: vocabulary(text), hidden: 16, seed: 1 });
const before = net.loss(text.slice(0, 400));
"""


class TrainingTest(KernelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shutil.rmtree(cls.root / "src")
        shutil.copytree(REPO / "src", cls.root / "src")

    def test_stop_keeps_the_weights_and_training_goes_on(self):
        self.run_ok(SETUP)
        took = TOOK["training"] = []
        for _ in range(TIMES):
            request = self.kernel.send("await net.train(text, { steps: 1_000_000, lr: 0.01, clip: 1, length: 20, streams: 4 });")
            self.kernel.wait_for_output(request)
            asked = time.monotonic()
            self.kernel.interrupt()
            outcome = self.kernel.finish(request)
            took.append(time.monotonic() - asked)
            self.assertEqual((outcome.status, outcome.reply["ename"]), ("error", "AbortError"))
            self.assertRegex(outcome.reply["evalue"], r"^train: stopped after step \d+ of 1000000; the weights of that step are kept$")
            self.assertEqual(self.value("net.params.flat.every(Number.isFinite) && net.loss(text.slice(0, 400)) < before"), "true")
        self.assertLess(max(took), 1, took)
        self.run_ok("await net.train(text, { steps: 50, lr: 0.01, clip: 1, length: 20, streams: 4 });")

    def test_stop_in_the_middle_of_two_threads_spoils_no_later_run(self):
        self.run_ok(
            """\
import { lstm, mean, model } from "unrolled";
const big = model("Big", (m) => {
  const { h } = m.scan(m.layer("", lstm, { hidden: 96 }), { x: m.input("x", [50, 19, 23]) });
  return { loss: mean(h) };
});
const plan = big.plan({}, { threads: 2 });
const given = { x: new Float32Array(50 * 19 * 23).fill(0.1) };
const first = plan.forward(given).loss[0];
"""
        )
        self.assertIn(self.value("[process.env.UNROLLED_TIER, plan.tier, plan.threads].join()"), ("'wide,wide,2'", "'wide,relaxed,2'"))
        for _ in range(3):
            request = self.kernel.send("for (;;) { plan.forward(given); plan.backward(); }")
            time.sleep(1.5)
            self.kernel.interrupt()
            self.assertEqual(self.kernel.finish(request).status, "error")
            for _ in range(3):
                self.assertEqual(self.value("plan.forward(given).loss[0] === first"), "true")

    def test_stop_takes_the_threads_of_its_cell_along_and_later_runs_get_new_ones(self):
        self.run_ok(
            """\
import { lstm, mean, model } from "unrolled";
const wide = model("Wide", (m) => {
  const { h } = m.scan(m.layer("", lstm, { hidden: 96 }), { x: m.input("x", [50, 19, 23]) });
  return { loss: mean(h) };
});
const rows = { x: new Float32Array(50 * 19 * 23).fill(0.1) };
const alone = wide.plan({}, { threads: 1 }).forward(rows).loss[0];
"""
        )
        request = self.kernel.send("const shared = wide.plan({}, { threads: 2 }); for (;;) { shared.forward(rows); await new Promise((r) => setTimeout(r, 50)); }")
        time.sleep(1.5)
        self.kernel.interrupt()
        self.assertEqual(self.kernel.finish(request).status, "error")
        for _ in range(5):
            self.assertEqual(self.value("shared.forward(rows).loss[0] === alone"), "true")
            time.sleep(0.2)

    def test_bad_input_is_one_clear_error(self):
        self.run_ok(SETUP)
        for code, message in {
            'vocabulary("")': "vocabulary: the text is empty",
            'net.read("shé")': 'encode: "é" (U+00E9) at 2 is not among the 12 characters of the vocabulary',
            'await net.train("she", { steps: 1 })': "train: the text has 3 characters; 16 streams of 50 need 801",
            "network(lstm, { input: 1, hidden: 1 }).run([])": "LSTM: x has no steps (T = 0); want at least one",
            "network(lstm, { input: 2, hidden: 1 }).run([[1]])": "LSTM: x has 1 numbers at step 0; want 2",
        }.items():
            self.assertEqual(self.error(code)["evalue"], message)
        self.assertEqual(self.value("net.vocabulary.size"), "12")


if __name__ == "__main__":
    unittest.main()
