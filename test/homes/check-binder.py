"""Binder: what repo2docker makes of .binder/, and postBuild itself in a new checkout. There is no Docker in this."""

import os

from checkout import CHECKOUT, DATA, make
from report import HOMES, last_lines, report, run

SOLUTIONS = CHECKOUT / "notebooks" / "solutions" / "01-the-loop-unrolled.ipynb"
STEPS = ['env update -p ${NB_PYTHON_PREFIX} --file ".binder/environment.yml"', "RUN ./.binder/postBuild"]

report("Binder: postBuild makes a new checkout ready, and installs the kernel", make())

plan = run("jupyter-repo2docker", "--no-build", "--debug", CHECKOUT, cwd=HOMES).stdout
missing = [f"no step {step}" for step in STEPS if step not in plan]
report("Binder: repo2docker plans with environment.yml and postBuild", missing)

seen = {**os.environ, "JUPYTER_PATH": str(DATA)}
done = run("jupyter", "nbconvert", "--to", "markdown", "--stdout", "--execute", SOLUTIONS, cwd=HOMES, env=seen)
right = done.stdout.count("✓ Right") == 5
report("Binder: the kernel installed there runs a notebook", [] if right else last_lines(done.stdout))

labs = run("jupyter", "labextension", "list", cwd=HOMES, env=seen).stdout
found = f"{DATA}/labextensions" in labs and "unrolled-figures" in labs
report("Binder: JupyterLab finds the renderer installed there", [] if found else [labs])
