"""A small copy of the package, with the real kernel and packages, in a folder of its own."""

import json
import os
import shutil
import tempfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
KERNEL = "unrolled-test"

INDEX = """\
export { deep } from "./inner/deep.js";
export { twice, fail } from "./twice.js";
export const file: string = import.meta.url.split("/").at(-1) ?? "";
"""

TWICE = """\
import { deep } from "./inner/deep.js";
import type { Count } from "./inner/deep.js";

/**
 * Twice a number.
 * @param n shape (B, H)
 */
export const twice = (n: Count): Count => deep(n);

export function fail(): never {
  throw new RangeError("n is 3 but must be 4");
}
"""

DEEP = """\
export type Count = number;
globalThis.evaluated = (globalThis.evaluated ?? 0) + 1;
export const deep = (n: Count): Count => n * 2;
"""


def make_tree() -> Path:
    """Write the tree and make its kernel known to Jupyter in this process."""
    # Resolved, for a link on the way (macOS's /tmp) would make two names of one file.
    root = Path(tempfile.mkdtemp(prefix="unrolled-kernel-")).resolve()
    write(root / "package.json", json.dumps({"name": "unrolled", "type": "module", "version": "0.0.0"}))
    shutil.copytree(REPO / "kernel-setup" / "kernel", root / "kernel-setup" / "kernel")
    link_directory(REPO / "node_modules", root / "node_modules")
    write(root / "src" / "index.ts", INDEX)
    write(root / "src" / "twice.ts", TWICE)
    write(root / "src" / "inner" / "deep.ts", DEEP)
    (root / "notebooks").mkdir()
    write(root / "jupyter" / "kernels" / KERNEL / "kernel.json", json.dumps(kernelspec(root)))
    os.environ["JUPYTER_PATH"] = str(root / "jupyter")
    return root


def remove_tree(root: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)


def kernelspec(root: Path) -> dict:
    """The installed kernelspec, with the launcher of the copy."""
    (installed,) = REPO.glob(".venv/share/jupyter/kernels/unrolled/kernel.json")
    spec = json.loads(installed.read_text(encoding="utf-8"))
    launcher = root / "kernel-setup" / "kernel" / "kernel.cjs"
    spec["argv"][-2] = str(launcher)
    return spec


def link_directory(target: Path, link: Path) -> None:
    if os.name == "nt":
        import _winapi

        _winapi.CreateJunction(str(target), str(link))
    else:
        link.symlink_to(target, target_is_directory=True)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
