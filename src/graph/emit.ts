import { I, moduleBytes, type Code, type Func } from "../core/wasm/bytes.js";
import { loopFunction } from "../core/wasm/loop.js";
import type { FusedLoop, Scheduled } from "./fuse.js";
import type { Instruction } from "./instructions.js";
import { stageFunction } from "./emit-stage.js";

/** What an emitted program calls: the kernels, and one that does an instruction in JavaScript. */
const IMPORTS = {
  matmul: 12,
  multiply: 9,
  pack: 5,
  sumRows: 5,
  inJavaScript: 1,
} as const;
type Imported = keyof typeof IMPORTS;

export interface EmitOptions {
  readonly relaxed: boolean;
  /** How many loops over time there are. */
  readonly loops: number;
  /** Whether several threads may run it. */
  readonly shared: boolean;
  /** Whether the first thread may sleep while it waits for others: a page's own may not. */
  readonly firstSleeps: boolean;
  /** Takes so many numbers of memory, and says where they begin. */
  reserve(n: number): number;
  packedSize(k: number, n: number): number;
}
export interface Program {
  /**
   * Exports stage0, stage1, ...: functions of the thread's number, how many threads there are, and the address of the
   * thread's own scratch memory for products.
   */
  readonly bytes: ReturnType<typeof moduleBytes>;
  /** What inJavaScript(k) does. */
  readonly callbacks: readonly Instruction[];
  /** Whole numbers to be put into memory before the first run. */
  readonly tables: readonly { readonly at: number; readonly values: readonly number[] }[];
  /** Where, in memory, the step of each loop stands when JavaScript is called. */
  readonly clocks: number;
  /** Where, in memory, threads wait for each other: how often they have met, and how many have come. */
  readonly meeting: number;
}

/** What the stages of one program share. */
export interface Parts {
  readonly options: EmitOptions;
  readonly clocks: number;
  /** A call of an import; its arguments are numbers, or code that leaves one. */
  call(name: Imported, ...args: (number | Code)[]): Code;
  callLoop(loop: FusedLoop["loop"]): Code;
  inJavaScript(i: Instruction): Code;
  /** How often JavaScript is called so far. */
  calls(): number;
  table(values: readonly number[]): number;
  /** Waits until all threads are here; which this is and how many there are is in local variables. */
  meet(thread: number, threads: number): Code;
}

/** The whole of a plan as one WebAssembly module: a function a stage, with its loops over time. */
export function emit(stages: readonly (readonly Scheduled[])[], options: EmitOptions): Program {
  const imports = Object.entries(IMPORTS).map(([name, params]) => ({ name, params }));
  const loops: Func[] = [];
  /** By what they do: modules of a Clockwork RNN, or layers, are alike. */
  const known = new Map<string, number>();
  const callbacks: Instruction[] = [];
  const tables: Program["tables"][number][] = [];
  const clocks = options.reserve(options.loops);
  const meeting = options.reserve(2);
  const meetingIndex = imports.length;
  const firstLoop = meetingIndex + 1 + stages.length;
  const parts: Parts = {
    options,
    clocks,
    call: (name, ...args) => [
      ...args.map((a) => (typeof a === "number" ? I.i32Const(a) : a)),
      I.call(imports.findIndex((i) => i.name === name)),
    ],
    callLoop(loop) {
      const key = JSON.stringify(loop);
      let index = known.get(key);
      if (index === undefined) {
        index = firstLoop + loops.push(loopFunction(loop, undefined, options)) - 1;
        known.set(key, index);
      }
      return I.call(index);
    },
    inJavaScript: (i) => parts.call("inJavaScript", callbacks.push(i) - 1),
    calls: () => callbacks.length,
    table(values) {
      const at = options.reserve(values.length);
      tables.push({ at, values });
      return at;
    },
    meet: (thread, threads) =>
      options.shared ? [I.localGet(thread), I.localGet(threads), I.call(meetingIndex)] : [],
  };
  const drivers = stages.map((list, k) => stageFunction(`stage${k}`, list, parts));
  const bytes = moduleBytes({
    memory: { shared: options.shared },
    imports,
    functions: [
      meetingFunction(options.shared ? 4 * meeting : undefined, options.firstSleeps),
      ...drivers,
      ...loops,
    ],
  });
  return { bytes, callbacks, tables, clocks, meeting };
}

const SPINS = 20_000; // some tens of microseconds, before a thread that waits goes to sleep

/** A function of the thread and how many there are, that returns when all have called it. */
function meetingFunction(address: number | undefined, firstSleeps: boolean): Func {
  if (address === undefined) return { params: 2, i32s: 0, v128s: 0, code: [] };
  const [THREAD, THREADS, BEFORE, SPUN] = [0, 1, 2, 3];
  const times = I.i32Const(address);
  const come = I.i32Const(address + 4);
  const sleep = [times, I.localGet(BEFORE), I.i64Const(-1), I.atomicWait32(), I.drop];
  const code = [
    [I.localGet(THREADS), I.i32Const(1), I.i32Eq, I.ifThen([I.return])],
    [times, I.i32AtomicLoad(), I.localSet(BEFORE)],
    [come, I.i32Const(1), I.i32AtomicAdd(), I.i32Const(1), I.i32Add],
    [I.localGet(THREADS), I.i32Eq],
    I.ifThen([
      // The last to come lets the others go.
      [come, I.i32Const(0), I.i32AtomicStore()],
      [times, I.i32Const(1), I.i32AtomicAdd(), I.drop],
      [times, I.i32Const(-1), I.atomicNotify(), I.drop],
      I.return,
    ]),
    I.loop([
      [times, I.i32AtomicLoad(), I.localGet(BEFORE), I.i32Ne, I.ifThen([I.return])],
      [I.localGet(SPUN), I.i32Const(1), I.i32Add, I.localTee(SPUN)],
      [I.i32Const(SPINS), I.i32GtU],
      I.ifThen(firstSleeps ? sleep : [I.localGet(THREAD), I.ifThen(sleep)]),
      I.br(0),
    ]),
  ];
  return { params: 2, i32s: 2, v128s: 0, code };
}
