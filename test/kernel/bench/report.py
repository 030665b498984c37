"""What was measured, as lines: each with its aim, and whether it was reached."""

from measured import OURS, PYTHON

Line = tuple[str, str, str, bool | None]


def against(what: str, found: dict, which: str, most: float) -> Line:
    ours, python = found[OURS][which], found[PYTHON][which]
    ratio = ours / python
    value = f"{ours:.1f} ms, ipykernel {python:.1f} ms: {ratio:.2f} times"
    return (f"{what}, {which}", value, f"<= {most} times", ratio <= most)


def lines(results: dict) -> list[Line]:
    found: list[Line] = [against("start to first result", results["start"], "p50", 2)]
    latency = results["latency"]
    for what, kinds in latency["fresh"].items():
        found += [against(what, kinds, "p50", 1.2), against(what, kinds, "p95", 1.5)]
    for what, kinds in latency["after 200 cells"].items():
        before, after = latency["fresh"][what][OURS]["p50"], kinds[OURS]["p50"]
        value = f"{after:.1f} ms, at first {before:.1f} ms: {after / before:.2f} times"
        found.append((f"{what} after 200 cells, p50", value, "<= 1.2 times", after <= 1.2 * before))
    for when in ("help", "help after 200 cells"):
        for what, took in latency[when].items():
            name = f"{what}{when.removeprefix('help')}, p95"
            found.append((name, f"{took['p95']:.1f} ms", "<= 100 ms", took["p95"] <= 100))
    for what, megabytes in results["memory"].items():
        found.append((f"memory {what}", f"{megabytes:.0f} MB", "", None))
    return found


def table(results: dict) -> str:
    rows = lines(results)
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    verdicts = {True: "reached", False: "MISSED", None: ""}
    shown = ["  ".join([*(text.ljust(w) for text, w in zip(row, widths)), verdicts[row[3]]]).rstrip() for row in rows]
    missed = sum(row[3] is False for row in rows)
    return "\n".join([*shown, f"{missed} aims missed" if missed else "every aim reached"])
