"""Cells that do not end by themselves, by what keeps them busy. Each prints a line once it is on its way."""

READY = 'console.log("running");'
SIGNAL = 'Reflect.get(globalThis, Symbol.for("Jupyter.signal")) as AbortSignal'
SLEEP = "await new Promise((resolve) => setTimeout(resolve, 1));"
FOREVER = "await new Promise(() => {});"
# (module (func (export "f") (loop (br 0))))
WASM = "0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,7,5,1,1,102,0,0,10,9,1,7,0,3,64,12,0,11,11"

LOOPS = {
    "synchronous": f"{READY} for (;;);",
    "synchronous, after an await": f"{READY} {SLEEP} for (;;);",
    "made of microtasks": f"{READY} for (;;) await null;",
    "made of timers awaited": f"{READY} for (;;) {{ {SLEEP} beats += 1; }}",
    "made of promised timers": f'import {{ setTimeout as sleep }} from "node:timers/promises"; {READY} for (;;) {{ await sleep(1); beats += 1; }}',
    "made of a promised interval": f'import {{ setInterval as every }} from "node:timers/promises"; {READY} for await (const _ of every(1)) beats += 1;',
    "made of the scheduler's waits": f'import {{ scheduler }} from "node:timers/promises"; {READY} for (;;) {{ await scheduler.wait(1); beats += 1; }}',
    "made of promised timers that hides errors": f'import {{ setTimeout as sleep }} from "node:timers/promises"; {READY} for (;;) {{ try {{ await sleep(1); beats += 1; }} catch {{}} }}',
    "made of an interval": f"{READY} setInterval(() => {{ beats += 1; }}, 1); {FOREVER}",
    "made of immediates": f"{READY} const turn = () => {{ beats += 1; setImmediate(turn); }}; turn(); {FOREVER}",
    "within a timer": f"setTimeout(() => {{ {READY} for (;;); }}); {FOREVER}",
    "printing to two streams": 'for (;;) { console.log("more"); console.error("more"); }',
    "showing": f"{READY} for (let i = 0; ; i++) display(i);",
    "in what a value says as JSON": f'{READY} ({{ [Symbol.for("Jupyter.display")]: () => ({{ "application/json": {{ toJSON() {{ for (;;); }} }} }}) }})',
    "in what an error says": f"{READY} throw new (class extends Error {{ get message(): string {{ for (;;); }} }})();",
    "left as a microtask": f"{READY} void (async () => {{ for (let i = 0; i < 5; i++) await null; for (;;); }})(); undefined",
    "left as a timer by an error": f'{READY} setTimeout(() => {{ for (;;); }}, 5); throw new Error("x");',
    "of programs": f'import {{ spawnSync }} from "node:child_process"; {READY} for (;;) spawnSync("sleep", ["30"]);',
    "printing": 'for (;;) console.log("more");',
    "catching what it can": f"{READY} for (;;) try {{ for (;;); }} catch {{}} finally {{ for (;;); }}",
    "in WebAssembly": f"const wasm = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([{WASM}]))); {READY} (wasm.exports.f as () => void)();",
    "in a worker": f'import {{ Worker }} from "node:worker_threads"; const worker = new Worker("for (;;);", {{ eval: true }}); worker.on("exit", () => {{ ended = true; }}); {READY} {FOREVER}',
    "in a regular expression": f'{READY} /^(a+)+$/.test("a".repeat(60) + "b");',
    "none but a promise that never settles": f"{READY} {FOREVER}",
    "none but a sleep of the thread": f"{READY} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);",
    "none but a question": f'{READY} input("Name? ");',
}

# Windows has no signal for a program that is waited for.
PROGRAM = f'import {{ execSync }} from "node:child_process"; {READY} execSync("sleep 60");'
