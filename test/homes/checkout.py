"""A new checkout, made ready by Binder's script and installed for all users of an environment."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from report import HOMES, ROOT, last_lines, run

CHECKOUT = HOMES / "opt" / "unrolled"
PREFIX = HOMES / "environment"
DATA = PREFIX / "share" / "jupyter"


def make() -> list[str]:
    """Does nothing where it is made already; returns what went wrong."""
    if PREFIX.exists():
        return []
    # What a clone would hold: no environment, no packages, nothing built.
    listed = subprocess.check_output(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, encoding="utf-8")
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).exists():
            (CHECKOUT / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, CHECKOUT / name)
    PREFIX.mkdir()
    done = run(".binder/postBuild", cwd=CHECKOUT, env={**os.environ, "NB_PYTHON_PREFIX": str(PREFIX)})
    return last_lines(done.stdout) if done.returncode else []


def command(checkout: Path, *arguments: str | Path, **options) -> str:
    """What `npm run kernel` says."""
    return run("node", checkout / "kernel-setup" / "kernel.mjs", *arguments, cwd=HOMES, **options).stdout.strip()


def spec(data: Path) -> dict | None:
    file = data / "kernels" / "unrolled" / "kernel.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
