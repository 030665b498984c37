"""The cells that are timed, and the notebook of 200 cells that a kernel has behind it when they are timed again."""

from measured import OURS, PYTHON

TRIVIAL = {
    "1 + 1": {OURS: "1 + 1", PYTHON: "1 + 1"},
    "an assignment": {OURS: "const a = 41;", PYTHON: "a = 41"},
}

IMPORT = 'import { characterModel, lstm, vocabulary } from "unrolled";'

TRAINING = """\
const text = "she sells sea shells by the sea shore. ".repeat(40);
const model = characterModel(lstm, { vocabulary: vocabulary(text), hidden: 64, seed: 1 });
await model.train(text, { steps: 400, lr: 0.01, clip: 1, length: 50, streams: 16 });
"""

# What is typed, and one thing that must be offered for it.
COMPLETIONS = {
    "a name": ("characterMo", "characterModel"),
    "a member": ("lstm.", "source"),
    "a member of a global": ("Math.", "hypot"),
    "an import specifier": ('import { vocab } from "unrolled"', "vocabulary"),
}
# Where the cursor is, if not at the end.
CURSORS = {'import { vocab } from "unrolled"': len("import { vocab")}

# What is asked about, and a part of the answer.
INSPECTIONS = {
    "a function": ("characterModel", "characterModel"),
    "a value": ("lstm", "lstm"),
    "a global": ("parseInt", "parseInt"),
}


def accumulated(count: int) -> list[str]:
    """Cells as a long notebook has them, each with names of its own, some used by later ones."""
    kinds = [
        lambda i: f"const run{i} = {{ seed: {i}, name: `run {i}`, losses: [3, 2, 1].map((n) => n / {i + 1}) }};",
        lambda i: f"/** Run {i}, scaled. */\nfunction scale{i}(by: number): number[] {{\n  return run{i - 1}.losses.map((loss) => loss * by);\n}}",
        lambda i: f"class Log{i} {{\n  readonly lines: string[] = [];\n  add(line: string) {{ this.lines.push(line); return this; }}\n}}\nconst log{i} = new Log{i}().add(String(scale{i - 1}(2)));",
        lambda i: f'import {{ gru as gru{i}, type Cell as Cell{i} }} from "unrolled";\nlet picked{i}: Cell{i}<any> | undefined = gru{i};\nlog{i - 1}.lines.length;',
    ]
    return [kinds[i % len(kinds)](i) for i in range(count)]
