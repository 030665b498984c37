import { kernelModule, packedSize, scratchOf, type Build } from "../core/kernels.js";
import { mayShare, onThreads } from "../core/threads.js";
import { inWebAssembly, upToLine } from "../core/workspace.js";
import { emit } from "./emit.js";
import { fuse } from "./fuse.js";
import { isMoving, type Instruction, type Moving, type Place } from "./instructions.js";
import type { Compiled } from "./plan.js";
import { sharable } from "./share.js";
import { inJavaScript, moveTo, type Runner } from "./run.js";

/** Multiply-adds of a stage above which a second thread gains more than the handing over costs: some 50 us. */
const WORTH_SHARING = 2e6;

/**
 * A plan as one WebAssembly module, in Float32, for one thread or, where that pays, at most so many. Undefined where the
 * engine gives no memory.
 */
export function runInWebAssembly(
  compiled: Compiled,
  build: Build,
  most: number,
): Runner | undefined {
  const schedule = fuse(compiled);
  const shared = most > 1 && mayShare() && Math.max(...schedule.map(sharable)) > WORTH_SHARING;
  const threads = shared ? most : 1;
  let size = compiled.size;
  const reserve = (n: number): number => {
    const at = upToLine(size);
    size = at + n;
    return at;
  };
  const { bytes, callbacks, tables, clocks, meeting } = emit(schedule, {
    relaxed: build !== "simd",
    loops: compiled.loops,
    shared,
    firstSleeps: !("document" in globalThis),
    packedSize: (k, n) => packedSize(k, n, build),
    reserve,
  });
  const orders = reserve(threads);
  const scratch = upToLine(scratchFor(compiled.stages.flat()));
  const made = inWebAssembly(build, size, threads * scratch, shared);
  if (!made?.wasm) return undefined;
  const { product, wasm } = made;
  const { kernels, memory: buffer } = wasm;
  const memory = new Float32Array(buffer.buffer, 0, compiled.size);
  for (const instruction of compiled.setup) inJavaScript(instruction, product)(memory);
  const whole = new Int32Array(buffer.buffer);
  for (const { at, values } of tables) whole.set(values, at);

  /** Instructions in JavaScript, their places moved to where the loops around them stand. */
  const called = callbacks.map((i) => {
    const run = inJavaScript(i, product);
    const moving = movingPlaces(i);
    return (): void => {
      for (const place of moving) moveTo(place, whole[clocks + place.loop]);
      run(memory);
    };
  });
  const program = new WebAssembly.Module(bytes);
  const call = (k: number): void => called[k]();
  const scratches = Array.from({ length: threads }, (_, k) => wasm.scratch + 4 * k * scratch);
  if (shared) {
    const run = onThreads(
      {
        memory: buffer,
        kernels: kernelModule(build, shared),
        program,
        scratch: scratches,
        meeting: 4 * meeting,
        orders: 4 * orders,
      },
      kernels,
      call,
    );
    return { memory, tier: build, threads, run };
  }
  const env = { ...kernels, memory: buffer, inJavaScript: call };
  const { exports } = new WebAssembly.Instance(program, { env });
  const stages = compiled.stages.map((_, k) => exports[`stage${k}`] as (...args: number[]) => void);
  return { memory, tier: build, threads, run: (stage) => stages[stage](0, 1, scratches[0]) };
}

/** The moving places that an instruction has, each after its home. */
function movingPlaces(i: Instruction): Moving[] {
  const found = new Set<Moving>();
  const add = (place: Place): void => {
    if (!isMoving(place)) return;
    add(place.home);
    found.add(place);
  };
  if (i.kind === "operation") [i.y, ...i.args].forEach(add);
  if (i.kind === "product") [i.y, i.a, i.b].forEach(add);
  if (i.kind === "copy") [i.y, i.from].forEach(add);
  return [...found];
}

/** The most scratch memory that a product of the plan needs. */
const scratchFor = (list: readonly Instruction[]): number =>
  list.reduce(
    (most, i) => {
      if (i.kind === "loop") return Math.max(most, ...i.bodies.map(scratchFor));
      return i.kind === "product" ? Math.max(most, scratchOf(i.m, i.k)) : most;
    },
    scratchOf(1, 1),
  );
