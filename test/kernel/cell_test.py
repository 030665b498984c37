"""A reader writes a cell of their own in a notebook: it trains, is typeset and drawn, and mistakes are told in its names."""

import shutil
import unittest

from case import KernelCase
from tree import REPO

# Fourteen lines: a light GRU whose gate also reads the candidate.
CELL = """\
import { add, adam, cell, classifier, diagram, drawing, equations, latex, lightSwitch, mul, random, sigmoid, sub, tanh, tex } from "unrolled";
const mine = cell("Mine", { h: "time" }, ({ x, h, affine }) => {
  const u = tanh(affine("u", h, x)); //    what could be
  const k = sigmoid(affine("k", h, u)); // how much of the old to keep
  return { h: add(mul(k, h), mul(sub(1, k), u)), u, k };
});
"""
TRAIN = """\
const net = classifier(mine, { input: 1, hidden: 8, classes: 2, seed: 1 });
const dice = random(7);
const { loss } = await net.train(() => lightSwitch(dice, 8, 32), { steps: 400, lr: 0.02, clip: 1 });
"""


class CellTest(KernelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shutil.rmtree(cls.root / "src")
        shutil.copytree(REPO / "src", cls.root / "src")

    def test_it_trains_and_shows_itself(self):
        self.run_ok(CELL)
        self.run_ok(TRAIN)
        self.assertEqual(self.value("loss[399] < 0.5 * loss[0]"), "true")
        data = self.run_ok("latex(tex(mine))").contents("execute_result")[0]["data"]
        self.assertIn(r"u_t &= \tanh\left(W_{u} \cdot [h_{t-1}, x_{t}] + b_{u}\right)", data["text/latex"])
        data = self.run_ok('drawing(diagram(mine), "Mine")').contents("execute_result")[0]["data"]
        self.assertIn("<svg", data["image/svg+xml"])
        self.assertEqual(self.value("mine.source.includes('how much of the old to keep')"), "true")

    def test_mistakes_are_told_in_the_readers_names(self):
        self.run_ok(CELL)
        trace = "classifier({}, {{ input: 3, hidden: 4, classes: 2 }}).params.names"
        for cell, message in {
            'cell("Mine", { h: "time" }, ({ x, h }) => ({ h: add(x, h) }))': 'Mine: add: "x" is (1, 3) but "h" is (1, 4); sizes must be equal or 1, matched from the last axis',
            'cell("Mine", { h: "time" }, ({ h, affine }) => ({ g: affine("g", h) }) as never)': 'Mine: the step must return the next "h"; it returned g',
            'cell("Mine", { h: "time" }, (given: any) => ({ h: tanh(given.gate) }))': 'Mine: the step reads "gate", which is neither declared nor a tool; declared: x, h',
            'cell("Mine", { h: "time" }, ({ h }) => ({ h: (2 * (h as any)) as never }))': 'Mine: "h" is a traced value, not a number: write mul(a, b), add(a, b), ...',
        }.items():
            self.assertEqual(self.error(trace.format(cell))["evalue"], message)


if __name__ == "__main__":
    unittest.main()
