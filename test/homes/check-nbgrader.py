"""A class with nbgrader: an assignment in TypeScript, handed out, handed in and graded."""

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from report import HOMES, ROOT, last_lines, report, run
from tidy import KERNELSPEC

COURSE = HOMES / "course"
SOLUTION = """function step(h: number, x: number): number {
  /// BEGIN SOLUTION
  return Math.tanh(0.5 * h + x);
  /// END SOLUTION
}"""
TEST = """import { network, rnn } from "unrolled";
const unit = network(rnn, { input: 1, hidden: 1 });
unit.params.set({ W_h: [[0.5], [1]], b_h: [0] });
const [h1, h2] = unit.run([2, 0]).h.data;
if (Math.abs(step(0, 2) - h1) > 1e-6) throw new Error("the first state");
/// BEGIN HIDDEN TESTS
if (Math.abs(step(h1, 0) - h2) > 1e-6) throw new Error("the second state");
/// END HIDDEN TESTS"""
PARTIAL = "[0, 1, 2, 3].filter((x) => Math.abs(step(0, x) - Math.tanh(x)) < 1e-9).length / 2;"

# No test at all: nbgrader takes any result that is no number for a success, and this answer is wrong.
VERDICT = """import { lesson } from "unrolled";
lesson.loop.checkSecondState(0);"""

# What students write in place of the solution, and what it earns: 3 points for the test, up to 2 for the partial one.
STUDENTS = {
    "right": ("  return Math.tanh(h / 2 + x);", 3, 2),
    "forgetful": ("  return Math.tanh(x);", 0, 2),  # fails the hidden test only
    "linear": ("  return x;", 0, 0.5),
    "mistyped": ('  return "tanh";', 0, 0),  # so that `step` is never declared
    "idle": (None, 0, 0),
}


def cell(source: str, name: str, points: float | None = None) -> dict:
    """A cell with what nbgrader's panel in Lab writes into it; without points, the student's."""
    nbgrader = {"schema_version": 3, "grade_id": name, "locked": points is not None, "task": False}
    nbgrader |= {"grade": points is not None, "solution": points is None}
    if points is not None:
        nbgrader["points"] = points
    return new_code_cell(source, metadata={"nbgrader": nbgrader})


def nbgrader(*arguments: str) -> list[str]:
    done = run("nbgrader", *arguments, cwd=COURSE)
    return last_lines(done.stdout) if done.returncode else []


def generate() -> None:
    """Makes the students' version."""
    shutil.copy(ROOT / "kernel-setup" / "class" / "nbgrader_config.py", COURSE)
    source = COURSE / "source" / "loop" / "state.ipynb"
    source.parent.mkdir(parents=True)
    graded = [cell(TEST, "test", 3), cell(PARTIAL, "part", 2), cell(VERDICT, "verdict", 1)]
    cells = [new_markdown_cell("Write one step."), cell(SOLUTION, "step"), *graded]
    nbformat.write(new_notebook(metadata={"kernelspec": KERNELSPEC}, cells=cells), source)
    title = "nbgrader generate_assignment: a stub where the solution was, and no hidden tests"
    problems = nbgrader("generate_assignment", "loop")
    if problems:
        report(title, problems)
        raise SystemExit
    released = nbformat.read(COURSE / "release" / "loop" / "state.ipynb", as_version=4)
    stub = released.cells[1].source
    text = "\n".join(cell.source for cell in released.cells)
    problems = [f"the students get {word}" for word in ("tanh(0.5", "second state", "BEGIN") if word in text]
    if 'throw new Error("not answered yet")' not in stub:
        problems.append(f"no stub: {stub}")
    report(title, problems)


def hand_in(student: str, answer: str | None) -> None:
    notebook = nbformat.read(COURSE / "release" / "loop" / "state.ipynb", as_version=4)
    if answer:
        head, *_, end = notebook.cells[1].source.splitlines()
        notebook.cells[1].source = "\n".join([head, answer, end])
    path: Path = COURSE / "submitted" / student / "loop" / "state.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def grades() -> dict[str, dict[str, float]]:
    with Gradebook(f"sqlite:///{COURSE / 'gradebook.db'}") as book:
        marked = {student: book.find_submission_notebook("state", "loop", student) for student in STUDENTS}
        return {s: {g.name: g.score for g in notebook.grades} for s, notebook in marked.items()}


COURSE.mkdir()
generate()
for student, (answer, *_) in STUDENTS.items():
    hand_in(student, answer)
report("nbgrader autograde: it grades every submission", nbgrader("autograde", "loop"))
for student, scores in grades().items():
    _, test, part = STUDENTS[student]
    wanted = {"test": test, "part": part, "verdict": 1}
    report(f"nbgrader: the {student} submission earns {test} and {part}", [] if scores == wanted else [f"it got {scores}"])
problems = nbgrader("generate_feedback", "loop")
feedback = COURSE / "feedback" / "mistyped" / "loop" / "state.html"
if not problems and "is not assignable to type" not in feedback.read_text(encoding="utf-8"):
    problems = ["the feedback does not name the type error"]
report("nbgrader generate_feedback: a student reads the type error", problems)
