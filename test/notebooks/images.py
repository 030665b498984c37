"""Static images of figures, for readers that run no script: GitHub, nbviewer, print."""

import json
import subprocess
from pathlib import Path

from compare import FIGURE

DRAW = Path(__file__).with_name("draw.mjs")


def add_images(notebook):
    """Puts beside each figure the image that a browser draws of it."""
    outputs = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs]
    bundles = [o.data for o in outputs if FIGURE in o.get("data", {})]
    if not bundles:
        return
    figures = json.dumps([bundle[FIGURE] for bundle in bundles])
    drawn = subprocess.run(["node", str(DRAW)], input=figures, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    for bundle, image in zip(bundles, json.loads(drawn.stdout), strict=True):
        bundle["image/png"] = image
