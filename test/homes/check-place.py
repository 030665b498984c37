"""npm run kernel: what it installs is found by Jupyter, and uninstalling leaves nothing."""

import json
import os
import re

from checkout import command, spec
from report import HOMES, ROOT, report, run

WAYS = {
    "HOME alone": {},
    "XDG_DATA_HOME": {"XDG_DATA_HOME": str(HOMES / "xdg")},
    "JUPYTER_DATA_DIR": {"JUPYTER_DATA_DIR": str(HOMES / "own")},
}
CLEAN = {k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER_", "XDG_"))}
PREFIX = HOMES / "prefix"
DATA = PREFIX / "share" / "jupyter"


def kernels(env: dict) -> dict:
    return json.loads(run("jupyter", "kernelspec", "list", "--json", cwd=HOMES, env=env).stdout)["kernelspecs"]


PREFIX.mkdir()
said = command(ROOT, "install", "--prefix", PREFIX)
again = command(ROOT, "install", "--prefix", PREFIX)
listed = kernels({**CLEAN, "JUPYTER_PATH": str(DATA)})
same = len({re.sub(r"[\d.]+ s$", "", text, flags=re.M) for text in (said, again)}) == 1  # but for the time it took
fine = listed["unrolled"]["spec"]["argv"] == spec(DATA)["argv"] and same
report("install --prefix, twice: Jupyter lists the kernel", [] if fine else [said, again])
said = command(ROOT, "uninstall", "--prefix", PREFIX)
left = [str(path) for path in DATA.parent.iterdir()]
report("uninstall --prefix leaves nothing", left if said.startswith("Removed") else [said])
said = command(ROOT, "uninstall", "--prefix", PREFIX)
told = said.startswith(f"unrolled: no Unrolled kernel is installed in {DATA}.")
report("uninstall --prefix where there is none says so", [] if told else [said])

for how, settings in WAYS.items():
    env = {**CLEAN, "HOME": str(HOMES / "home"), **settings}
    said = command(ROOT, "install", "--user", env=env)
    found = "unrolled" in kernels(env)
    report(f"install --user: Jupyter, told by {how}, lists the kernel", [] if found else [said])
    said = command(ROOT, "uninstall", "--user", env=env)
    gone = said.startswith("Removed") and "unrolled" not in kernels(env)
    report(f"uninstall --user: and then no more, told by {how}", [] if gone else [said])
