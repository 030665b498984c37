"""Times our kernel beside ipykernel, with Jupyter's own client, and weighs it. `--json FILE` stores what was measured."""

import argparse
import json
import platform
from pathlib import Path

from latency import latencies, starts
from memory import of_each, of_one
from report import table

SEVERAL = 6


def main() -> None:
    parser = argparse.ArgumentParser(prog="npm run bench:kernel --")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--rounds", type=int, default=100, help="how often each cell runs (100)")
    arguments = parser.parse_args()
    results = {
        "machine": f"{platform.system()} {platform.machine()}",
        "start": starts(max(3, arguments.rounds // 20)),
        "latency": latencies(arguments.rounds),
        "memory": {**of_one(), f"of each of {SEVERAL} kernels, unrolled imported": of_each(SEVERAL)},
    }
    print(table(results))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


main()
