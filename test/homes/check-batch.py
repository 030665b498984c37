"""Notebooks executed by programs: nbconvert and papermill, with parameters too."""

import json
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from compare import compare
from report import HOMES, ROOT, last_lines, report, run
from tidy import KERNELSPEC

NOTEBOOK = ROOT / "notebooks" / "04-four-equations.ipynb"
SOLUTIONS = ROOT / "notebooks" / "solutions" / "01-the-loop-unrolled.ipynb"
PAPERMILL = ROOT / "kernel-setup" / "class" / "papermill_typescript.py"
FOLDER = HOMES / "batch"


def write(name: str, *cells: dict) -> Path:
    path = FOLDER / name
    nbformat.write(new_notebook(metadata={"kernelspec": KERNELSPEC}, cells=list(cells)), path)
    return path


def differences(made: Path, committed: Path) -> list[str]:
    read = [nbformat.read(path, as_version=4) for path in (committed, made)]
    return [found for found in compare(*read) if found]


def nbconvert() -> None:
    out = FOLDER / "nbconvert.ipynb"
    done = run("jupyter", "nbconvert", "--to", "notebook", "--execute", NOTEBOOK, "--output", out, cwd=FOLDER)
    problems = last_lines(done.stdout) if done.returncode else differences(out, NOTEBOOK)
    report("nbconvert --execute: all outputs are the committed ones", problems)

    page = FOLDER / "solutions.html"
    done = run("jupyter", "nbconvert", "--to", "html", "--execute", SOLUTIONS, "--output", page, cwd=FOLDER)
    if done.returncode:
        problems = last_lines(done.stdout)
    else:
        answers = page.read_text(encoding="utf-8").count("✓ Right")
        problems = [] if answers == 5 else [f"{answers} right answers, not 5"]
    report("nbconvert --execute --to html: a page with its answers", problems)

    broken = write("broken.ipynb", new_code_cell('const n: number = "one";'))
    done = run("jupyter", "nbconvert", "--to", "notebook", "--execute", broken, cwd=FOLDER)
    said = "Type 'string' is not assignable to type 'number'" in done.stdout
    report("nbconvert --execute: a type error stops it, and is named", [] if done.returncode and said else [done.stdout])


def papermill() -> None:
    out = FOLDER / "papermill.ipynb"
    done = run("papermill", SOLUTIONS, out, "--cwd", SOLUTIONS.parent, cwd=FOLDER)
    problems = last_lines(done.stdout) if done.returncode else differences(out, SOLUTIONS)
    report("papermill: all outputs are the committed ones", problems)

    given = {"steps": 3, "rate": 0.5, "names": ["a", 'b "c"'], "deep": {"on": True, "off": None}}
    source = write(
        "parameters.ipynb",
        new_code_cell("let steps = 1, rate = 1, names: string[] = [], deep = {};", metadata={"tags": ["parameters"]}),
        new_code_cell("console.log(JSON.stringify({ steps: steps + 0, rate, names, deep }));"),
    )
    (FOLDER / "given.json").write_text(json.dumps(given), encoding="utf-8")
    given_file = ["-f", FOLDER / "given.json"]
    done = run("papermill", source, out, *given_file, cwd=FOLDER)
    refused = done.returncode and "No parameter translator" in done.stdout
    gone = ["it takes them now: papermill_typescript.py is not needed any more"]
    report("papermill itself refuses parameters for TypeScript", [] if refused else gone)
    done = run(sys.executable, PAPERMILL, source, out, *given_file, cwd=FOLDER)
    problems = last_lines(done.stdout)
    if done.returncode == 0:
        (printed,) = nbformat.read(out, as_version=4).cells[-1].outputs
        problems = [] if json.loads(printed.text) == given else [f"given {given}, but it read {printed.text}"]
    report("papermill_typescript.py: a notebook gets its parameters", problems)


FOLDER.mkdir()
nbconvert()
papermill()
