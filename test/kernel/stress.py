"""npm run stress [-- STOPS CELLS SEED]

Each kind of loop stopped STOPS times (20), and CELLS random cells (2000).
"""

import os
import sys
import unittest

import fuzz


def main(stops: int = 20, cells: int = 2000, seed: int = 1) -> int:
    os.environ["UNROLLED_STOPS"] = str(stops)
    import interrupt_test  # reads it

    suite = unittest.defaultTestLoader.loadTestsFromNames(["interrupt_test", "training_test"])
    stopped = unittest.TextTestRunner(verbosity=2).run(suite)
    print(f"{interrupt_test.summary()}\n")
    fuzzed = fuzz.main(cells, seed)
    failed = len(stopped.failures) + len(stopped.errors) + fuzzed
    print(f"{stopped.testsRun + 1 - failed} passed, {failed} failed")
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])) > 0)
