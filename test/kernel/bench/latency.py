"""How long things take: our kernel and ipykernel in turn, so that both meet the same moments of the machine."""

from measured import OURS, PYTHON, Measured
from workload import COMPLETIONS, CURSORS, IMPORT, INSPECTIONS, TRIVIAL, accumulated

WARM_UP = 10


def percentiles(times: list[float]) -> dict:
    ordered = sorted(times)
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(len(ordered) * 0.95)]}


def starts(rounds: int) -> dict:
    taken = {OURS: [], PYTHON: []}
    for _ in range(rounds):
        for kind, times in taken.items():
            with Measured(kind) as kernel:
                times.append(kernel.start_ms)
    return {kind: percentiles(times) for kind, times in taken.items()}


def cells(kernels: dict[str, Measured], rounds: int) -> dict:
    taken = {what: {kind: [] for kind in kernels} for what in TRIVIAL}
    for turn in range(WARM_UP + rounds):
        for what, codes in TRIVIAL.items():
            for kind, kernel in kernels.items():
                took = kernel.run(codes[kind])
                if turn >= WARM_UP:
                    taken[what][kind].append(took)
    return {what: {kind: percentiles(times) for kind, times in kinds.items()} for what, kinds in taken.items()}


def help_while_typing(kernel: Measured, rounds: int) -> dict:
    taken = {}
    for _ in range(2 + rounds):  # the first two warm it up
        for what, (code, wanted) in COMPLETIONS.items():
            taken.setdefault(f"complete {what}", []).append(kernel.complete(code, wanted, CURSORS.get(code)))
        for what, (code, wanted) in INSPECTIONS.items():
            taken.setdefault(f"inspect {what}", []).append(kernel.inspect(code, wanted))
    return {what: percentiles(times[2:]) for what, times in taken.items()}


def latencies(rounds: int) -> dict:
    with Measured(OURS) as ours, Measured(PYTHON) as python:
        kernels = {OURS: ours, PYTHON: python}
        fresh = cells(kernels, rounds)
        ours.run(IMPORT)
        helped = help_while_typing(ours, rounds)
        for code in accumulated(200):
            ours.run(code)
        return {
            "fresh": fresh,
            "after 200 cells": cells(kernels, rounds),
            "help": helped,
            "help after 200 cells": help_while_typing(ours, rounds),
        }
