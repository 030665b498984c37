import type { Kernels } from "./kernels.js";

/** A program that several threads can run on one memory: stage by stage, each thread its share. */
export interface Shared {
  readonly memory: WebAssembly.Memory;
  /** Exports what a Kernels has; imports env.memory. */
  readonly kernels: WebAssembly.Module;
  /** Exports stage0, stage1, ... of (thread, threads, scratch); imports the kernels and inJavaScript. */
  readonly program: WebAssembly.Module;
  /** Addresses in bytes of each thread's scratch memory. */
  readonly scratch: readonly number[];
  /** The address in bytes of two whole numbers, by which threads of a stage wait for each other. */
  readonly meeting: number;
  /** The address in bytes of one whole number for each thread: what it is to do. */
  readonly orders: number;
}

/** What an order says: nothing yet, that the thread sleeps or is not there, or else a stage's number and one. */
const [NONE, ASLEEP, ABSENT] = [0, -1, -2];
const LOOKOUT = 0.1; // milliseconds for which a worker that has finished looks out for what is next

/**
 * What a worker does, in JavaScript that any engine reads as it stands. It sleeps in its event loop until a message
 * wakes it, does what its order says, and looks out for the next for a moment, since backward follows forward.
 */
const WORKER = `
const node = typeof require === "function" ? require("node:worker_threads") : undefined;
const listen = (f) => node ? node.parentPort.on("message", f) : (onmessage = ({ data }) => f(data));
const programs = new Map();
listen(({ id, load, drop }) => {
  if (drop) return void programs.delete(id);
  if (load) {
    const { memory, kernels, program, thread, threads, scratch, order } = load;
    const inJavaScript = () => { throw new Error("threads: JavaScript is the first thread's"); };
    const env = { memory, inJavaScript };
    Object.assign(env, new WebAssembly.Instance(kernels, { env }).exports);
    const { exports } = new WebAssembly.Instance(program, { env });
    const words = new Int32Array(memory.buffer, order, 1);
    programs.set(id, { words, run: (stage) => exports["stage" + stage](thread, threads, scratch) });
    return void Atomics.store(words, 0, ${ASLEEP});
  }
  const { words, run } = programs.get(id);
  for (;;) {
    const until = performance.now() + ${LOOKOUT};
    let order = Atomics.load(words, 0);
    while (order <= 0 && performance.now() < until) order = Atomics.load(words, 0);
    if (order <= 0) order = Atomics.compareExchange(words, 0, ${NONE}, ${ASLEEP});
    if (order <= 0) return;
    Atomics.store(words, 0, ${NONE});
    run(order - 1);
  }
});
`;

interface Worker {
  post(message: unknown): void;
  end(): void;
}

/** As much as is used of the workers of Node and of browsers: the package needs the types of neither. */
interface Common {
  postMessage(message: unknown): void;
  terminate(): void;
}
type NodeWorker = new (
  code: string,
  options: { eval: true },
) => Common & { on(event: "error" | "exit", f: () => void): void; unref(): void };
type BrowserWorker = new (url: string) => Common;

const workerOf = (worker: Common): Worker => ({
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
  post: (message) => worker.postMessage(message),
  end: () => worker.terminate(),
});

/** Where workers come from: Node's module, which Deno and Bun have too, or the page. */
const around = globalThis as unknown as {
  readonly process?: { getBuiltinModule?(name: string): { Worker: NodeWorker } | undefined };
  readonly Worker: BrowserWorker;
  readonly crossOriginIsolated?: boolean;
};
const nodeThreads = () => around.process?.getBuiltinModule?.("node:worker_threads");

/** Whether memory can be shared with workers: in a browser only by a page that is cross-origin isolated. */
export const mayShare = (): boolean => Boolean(nodeThreads() ?? around.crossOriginIsolated);

/** A worker thread that keeps no process alive; undefined where an engine or a page allows none. */
function startWorker(): Worker | undefined {
  const node = nodeThreads();
  try {
    if (!node) return workerOf(new around.Worker(URL.createObjectURL(new Blob([WORKER]))));
    const worker = new node.Worker(WORKER, { eval: true });
    worker.on("error", () => undefined); // then it is never ready, and this thread does all
    worker.on("exit", () => forget(made)); // ended by others, as Stop in a notebook may
    worker.unref();
    const made = workerOf(worker);
    return made;
  } catch {
    return undefined;
  }
}

/** The workers of this process, thread 1 first; started when first needed. Another list, when they had to be ended. */
let workers: (Worker | undefined)[] = [];
let ids = 0;

/** All programs gather anew at their next run if one of their workers is gone. */
function forget(gone: Worker): void {
  if (!workers.includes(gone)) return;
  for (const worker of workers) worker?.end();
  workers = [];
}
const forgotten = new FinalizationRegistry<{ id: number; by: readonly Worker[] }>(({ id, by }) => {
  for (const worker of by) worker.post({ id, drop: true });
});

/** Runs a stage of a program on as many threads as are ready: at first, while the workers start, on this one alone. */
export type Run = (stage: number) => void;

/** Has the workers load a program, at its first run. `kernels` and `inJavaScript` serve this thread. */
export function onThreads(
  shared: Shared,
  kernels: Kernels,
  inJavaScript: (k: number) => void,
): Run {
  const { memory, program, scratch, meeting, orders } = shared;
  const env = { ...kernels, memory, inJavaScript };
  const { exports } = new WebAssembly.Instance(program, { env });
  const words = new Int32Array(memory.buffer);
  const threads = scratch.length;
  let team = { id: -1, by: [] as readonly Worker[], of: undefined as typeof workers | undefined };
  let isRunning = false;

  const gather = (): void => {
    const id = ids++;
    const by: Worker[] = [];
    for (let thread = 1; thread < threads; thread++) {
      const worker = (workers[thread] ??= startWorker());
      if (worker) by.push(worker);
    }
    team = { id, by, of: workers };
    words.fill(0, meeting / 4, meeting / 4 + 2);
    by.forEach((worker, k) => {
      const order = orders + 4 * k;
      Atomics.store(words, order / 4, ABSENT);
      worker.post({
        id,
        load: {
          ...{ memory, kernels: shared.kernels, program },
          ...{ thread: k + 1, threads, scratch: scratch[k + 1], order },
        },
      });
    });
    forgotten.register(run, { id, by }, run);
  };

  const run: Run = (stage) => {
    if (isRunning) {
      // The last run was cut off, and workers may wait for it for ever: they go, and others take their places.
      for (const worker of team.by) worker.end();
      if (team.of === workers) workers = [];
    }
    // Other programs' too: they had the same workers.
    if (team.of !== workers) gather();
    const first = orders / 4;
    const isThere = (k: number): boolean => Atomics.load(words, first + k) !== ABSENT;
    const all = team.by.length === threads - 1 && team.by.every((_, k) => isThere(k));
    isRunning = true;
    if (all)
      team.by.forEach((worker, k) => {
        const before = Atomics.exchange(words, first + k, stage + 1);
        if (before === ASLEEP) worker.post({ id: team.id });
      });
    (exports[`stage${stage}`] as (...args: number[]) => void)(0, all ? threads : 1, scratch[0]);
    isRunning = false;
  };
  return run;
}
