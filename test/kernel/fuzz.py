"""npm run kernel:fuzz [-- CELLS [SEED]]

Random cells, valid, broken and hostile, sent to one kernel in bursts among other requests. The kernel must live, answer
each request exactly once, and be idle after each.
"""

import random
import sys
import time

from session import Session
from tree import make_tree, remove_tree

VALID = [
    "1 + {n}",
    "const v{n} = {n};",
    "let list{n} = [{n}, 'a', null]; list{n}.map(String)",
    "function f{n}(x: number): number {{ return x * {n}; }} f{n}(2)",
    "class C{n} {{ #x = {n}; get x() {{ return this.#x; }} }} new C{n}().x",
    "await new Promise((resolve) => setTimeout(resolve, {n} % 7))",
    "for (let i = 0; i < {n}; i++) console.log(i);",
    "console.error('é你好😀'.repeat({n}))",
    "display({{ n: {n} }}); clearOutput();",
    'import {{ twice }} from "unrolled"; twice({n})',
    'import * as fs{n} from "node:fs"; typeof fs{n}.readFileSync',
    "enum E{n} {{ A, B }} E{n}.B",
    "type T{n} = {{ a: number }}; const t{n}: T{n} = {{ a: {n} }}; t{n}",
    "[...function* () {{ yield {n}; }}()]",
    "using d{n} = {{ [Symbol.dispose]() {{ console.log('closed') }} }};",
    "`${{{n}}} ${{'x'.repeat({n})}}`",
    "new Float32Array({n})",
    "(await import('node:os')).EOL.length",
    "",
    "   ",
    "// only a comment {n}",
]
BROKEN = [
    "const = {n}",
    "const v{n}: string = {n};",
    "nowhere{n}",
    "throw new Error('{n}')",
    "throw {n}",
    "throw undefined",
    "((((((",
    "`unterminated {n}",
    "/* {n}",
    "import x from 'no-such-{n}'",
    "await Promise.reject({{ code: {n} }})",
    "JSON.parse('{{{n}')",
    "null!.x",
    "let a{n} = 1; let a{n} = 2;",
    "@ # $ {n}",
    "\u0000\u2028\ufeff {n}",
    "const deep{n} = (): number => deep{n}() + 1; deep{n}()",
]
HOSTILE = [
    "setTimeout(() => {{ throw new Error('late {n}') }}, {n} % 20);",
    "void Promise.reject(new Error('gone {n}'));",
    "process.nextTick(() => {{ throw {n} }});",
    "queueMicrotask(() => {{ throw null }});",
    "process.emit('uncaughtException', new Error('made up'));",
    "process.stdout.write(new Uint8Array([255, 254, {n} % 256]));",
    "console.log('y'.repeat(100_000 + {n}));",
    "throw new Proxy({{}}, {{ get() {{ throw 1 }}, getPrototypeOf() {{ throw 2 }} }});",
    "throw Object.create(null);",
    "throw Object.assign(new Error('x'), {{ name: Symbol('n'), stack: {n} }});",
    "({{ get a() {{ throw 1 }} }})",
    "({{ [Symbol.for('Jupyter.display')]: {n} }})",
    "({{ [Symbol.for('Jupyter.display')]: () => ({{ get a() {{ throw 1 }} }}) }})",
    "({{ toString() {{ throw {n} }} }})",
    "({{ then(resolve: (v: number) => void) {{ resolve({n}) }} }})",
    "({{ toJSON() {{ throw {n} }} }})",
    "new Proxy(function () {{}}, {{ apply() {{ throw 1 }} }})",
    "Error.stackTraceLimit = {n} % 50;",
    "Error.prepareStackTrace = () => {{ throw {n} }}; throw new Error('untraceable')",
    "delete (globalThis as any).display;",
    "(console as any).log = () => {{ throw {n} }};",
    "(process.stdout as any).columns = {n};",
    "process.chdir('/');",
    "process.env.PATH = '';",
    "(globalThis as any).setTimeout = () => {{ throw 1 }};",
    "(globalThis as any).exports = {n};",
    "Object.freeze(globalThis.console);",
    "'\\ud800'",
    "console.log('\\udfff{n}')",
    "Symbol('s{n}')",
    "process.once('exit', () => {{ throw 1 }});",
    "new (require('node:worker_threads').Worker)('throw {n}', {{ eval: true }});",
    "require('node:child_process').spawn('no-such-program-{n}');",
    "(function f(x: any): any {{ return {{ x, y: x, f }} }})(globalThis)",
    "process",
    "globalThis",
    "eval('throw {n}')",
    "new Function('return {n}')()",
    "structuredClone(() => {{}})",
    "(" * 2000,
    "[" * 3000,
    "const t{n} = " + " + ".join(["1"] * 2000) + ";",
    "type R{n}<T> = {{ a: R{n}<T[]> }}; let r{n}: R{n}<1>; r{n}!.a.a.a",
]
REQUESTS = ("execute", "execute", "execute", "execute", "complete", "inspect", "is_complete", "kernel_info", "history", "comm_info")


def mutated(dice: random.Random, code: str) -> str:
    """A cell as a hand that slips would write it."""
    letters = list(code)
    for _ in range(dice.randrange(1, 4)):
        at = dice.randrange(len(letters) + 1)
        if dice.random() < 0.5 and letters:
            del letters[at % len(letters)]
        else:
            letters.insert(at, dice.choice("(){}[];.,'\"`=<>!?:@#\\/*+- \n\tab1é😀"))
    return "".join(letters)


def random_cell(dice: random.Random) -> str:
    code = dice.choice(dice.choice((VALID, BROKEN, HOSTILE))).format(n=dice.randrange(100))
    return mutated(dice, code) if dice.random() < 0.2 else code


def send(kernel: Session, dice: random.Random) -> tuple[str, str]:
    """Sends one request. Returns its id and what was sent."""
    kind, code = dice.choice(REQUESTS), random_cell(dice)
    client = kernel.client
    if kind == "execute":
        return client.execute(code, stop_on_error=dice.random() < 0.3, silent=dice.random() < 0.05), code
    if kind == "complete":
        return client.complete(code, dice.randrange(len(code) + 2)), f"complete {code}"
    if kind == "inspect":
        return client.inspect(code, dice.randrange(len(code) + 2)), f"inspect {code}"
    if kind == "is_complete":
        return client.is_complete(code), f"is_complete {code}"
    return getattr(client, kind)(), kind


def check_burst(kernel: Session, sent: dict[str, str]) -> list[str]:
    """Waits until all requests of a burst are answered and idle. Returns what is wrong."""
    replies = dict.fromkeys(sent, 0)
    states = {request: [] for request in sent}
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        while kernel.client.shell_channel.msg_ready():
            of = kernel.client.get_shell_msg(timeout=1)["parent_header"]["msg_id"]
            if of in replies:
                replies[of] += 1
        while kernel.client.iopub_channel.msg_ready():
            message = kernel.client.get_iopub_msg(timeout=1)
            of = message["parent_header"].get("msg_id")
            if message["msg_type"] == "status" and of in states:
                states[of].append(message["content"]["execution_state"])
        if all(replies.values()) and all(state[-1:] == ["idle"] for state in states.values()):
            break
        if not kernel.manager.is_alive():
            return [f"the kernel died in: {[code[:200] for code in sent.values()]}"]
        time.sleep(0.002)
    wrong = [f"{count} replies to: {sent[request][:200]!r}" for request, count in replies.items() if count != 1]
    return wrong + [f"{state} after: {sent[request][:200]!r}" for request, state in states.items() if state != ["busy", "idle"]]


def fuzz(cells: int, seed: int) -> tuple[int, list[str]]:
    """Returns how many requests were sent, and what was wrong."""
    dice = random.Random(seed)
    root = make_tree()
    kernel = Session(root / "notebooks")
    count, executed, wrong = 0, 0, []
    try:
        while executed < cells and not wrong:
            sent = dict(send(kernel, dice) for _ in range(dice.randrange(1, 8)))
            count += len(sent)
            executed += sum(not code.startswith(REQUESTS[4:]) for code in sent.values())
            wrong = check_burst(kernel, sent) or check_use(kernel, sent)
            if sys.stdout.isatty():
                print(f"\r{executed} of {cells} cells", end="", flush=True)
    finally:
        kernel.close()
        remove_tree(root)
    return count, wrong


def check_use(kernel: Session, sent: dict[str, str]) -> list[str]:
    """Whatever the cells did, the next one that is right works."""
    outcome = kernel.run("const survived = [1, 2].map((x: number) => x * 21); survived[1]")
    return [] if outcome.text == "42" else [f"{outcome.reply} after: {[code[:200] for code in sent.values()]}"]


def main(cells: int = 2000, seed: int = 1) -> int:
    count, wrong = fuzz(cells, seed)
    print(f"\r{cells} random cells among {count} requests, seed {seed}")
    print(*wrong or ["The kernel lives; each request was answered once, and it was idle after each"], sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
