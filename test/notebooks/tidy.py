"""A notebook as it is committed: the same bytes from every run on every machine."""

import re

KERNELSPEC = {
    "display_name": "Unrolled (TypeScript)",
    "language": "typescript",
    "name": "unrolled",
}


def tidy(notebook):
    """Settles progress text and drops metadata that front ends and runs leave behind."""
    # The language as the kernel told it: with less, Lab would add it, and call a notebook only opened unsaved.
    language = notebook["metadata"].get("language_info", {})
    notebook["metadata"] = {"kernelspec": KERNELSPEC, "language_info": language}
    for cell in notebook["cells"]:
        kept = ("tags", "jupyter")  # what a writer sets: cell tags, folded source or outputs
        cell["metadata"] = {k: v for k, v in cell["metadata"].items() if k in kept}
        if cell["cell_type"] == "code":
            cell["outputs"] = settled(cell["outputs"])
    return notebook


def settled(outputs):
    """Joins neighbouring pieces of one stream, and of a line written over keeps the last state.

    nbclient's coalesce_streams would also move text across a figure that stands between.
    """
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output["output_type"] == "stream" and last.get("name") == output["name"]:
            last["text"] = text(last["text"]) + text(output["text"])
        else:
            joined.append(output)
    for output in joined:
        if output["output_type"] == "stream":
            output["text"] = re.sub(r"[^\n]*\r(?!\n|$)", "", text(output["text"]))
    return joined


def text(value):
    """Notebooks store text as a string or as a list of lines."""
    return "".join(value) if isinstance(value, list) else value
