"""How a check says what it found, and where it works."""

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOMES = Path(os.environ["HOMES"])  # a folder for what the checks make, emptied after them
os.environ.pop("PYTHONPATH")  # it is for the checks alone, not for what they start

NOTEBOOKS = sorted(
    path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)


def report(what: str, problems: list[str]) -> None:
    print(f"{'FAILED' if problems else 'ok    '} {what}", flush=True)
    for problem in problems:
        print(f"         {problem}", flush=True)


def run(*command: str | Path, cwd: Path, **options) -> subprocess.CompletedProcess:
    """Runs a program to its end; its output is for whoever finds fault with it."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=400, **options,
    )  # fmt: skip


def kernel_argv(name: str, data: Path) -> list[str]:
    """How the kernel of that name in a Jupyter data folder is started."""
    spec = data / "kernels" / name / "kernel.json"
    return json.loads(spec.read_text(encoding="utf-8"))["argv"] if spec.exists() else []


def last_lines(text: str, count: int = 5) -> list[str]:
    return text.strip().splitlines()[-count:]
