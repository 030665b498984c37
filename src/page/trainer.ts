import { learner, MEAN_OF, SET, type Exam, type LearnerOptions, type Look } from "./learner.js";

/** What the page asks for. `drawn` says that it has shown the last report and has time for another. */
export type Request =
  | ({ readonly kind: "begin" } & LearnerOptions)
  | { readonly kind: "train" | "pause" | "drawn" }
  | { readonly kind: "look"; readonly x: Float32Array };
/** How the training stands. */
export interface Report extends Exam {
  readonly options: LearnerOptions;
  readonly state: "ready" | "training" | "paused" | "done";
  readonly step: number;
  /** Means of 20 updates. */
  readonly losses: readonly number[];
  /** Milliseconds that an update takes; undefined before the first. */
  readonly ms?: number;
  /** How many threads share an update. */
  readonly threads: number;
  /** Of the weights' bits: equal numbers, equal weights. */
  readonly fingerprint: string;
  readonly look?: Look;
}
export type Reply = Report | { readonly error: string };

/** One end of a channel to the page: a worker's own scope, or a port. */
export interface Port {
  addEventListener(type: "message", listen: (event: { readonly data: Request }) => void): void;
  postMessage(reply: Reply): void;
}

const PAUSE = 250; // ms between two reports at least: what a reader can follow

/** Serves a page: trains while it is told to, and reports how it goes as fast as the page can show it. */
export function trainer(port: Port): void {
  let options: LearnerOptions = { cell: "lstm", seed: 1, threads: 1 };
  type Student = ReturnType<typeof learner>;
  let student: Student | undefined;
  let running: Student | undefined;
  let stop = new AbortController();
  let x: Float32Array | undefined;
  let [reported, isAwaited, since, from] = [0, true, 0, 0];
  let ms: number | undefined;

  const report = (state: Report["state"]): void => {
    if (!student) return;
    const { losses, plan } = student;
    const means = Array.from({ length: Math.floor(losses.length / MEAN_OF) }, (_, k) => {
      const part = losses.slice(k * MEAN_OF, (k + 1) * MEAN_OF);
      return part.reduce((a, b) => a + b, 0) / MEAN_OF;
    });
    port.postMessage({
      ...{ options, state, step: student.steps(), losses: means, threads: plan.threads },
      ...student.examine(),
      ...(ms === undefined ? {} : { ms }),
      fingerprint: fingerprint(plan.params.flat),
      ...(x ? { look: student.look(x) } : {}),
    });
    [reported, isAwaited] = [performance.now(), false];
  };
  const standing = (): Report["state"] => {
    const step = student?.steps() ?? 0;
    return step === SET.steps ? "done" : step > 0 ? "paused" : "ready";
  };
  const clock = (): void => {
    since = performance.now();
    from = student?.steps() ?? 0;
  };

  const run = async (): Promise<void> => {
    if (!student || running === student || student.steps() === SET.steps) return;
    const own = (running = student);
    const { signal } = (stop = new AbortController());
    clock();
    try {
      await own.train(signal, () => {
        const now = performance.now();
        ms = (now - since) / (own.steps() - from);
        if (isAwaited && now - reported > PAUSE) report("training");
        clock();
      });
    } catch (error) {
      if ((error as Error).name !== "AbortError") throw error;
    } finally {
      if (running === own) running = undefined;
    }
    if (own === student) report(standing());
  };
  const answer = async (request: Request): Promise<void> => {
    switch (request.kind) {
      case "begin": {
        const { kind: _, ...wanted } = request;
        stop.abort();
        [options, ms] = [wanted, undefined];
        student = learner(options);
        return report("ready");
      }
      case "train":
        return run();
      case "pause":
        return stop.abort();
      case "drawn":
        isAwaited = true;
        return;
      case "look":
        x = request.x;
        return report(running && running === student ? "training" : standing());
    }
  };
  port.addEventListener("message", ({ data }) => {
    answer(data).catch((error: unknown) => port.postMessage({ error: String(error) }));
  });
}

/** FNV-1a (Fowler, Noll & Vo) over the bytes, in hexadecimal. */
function fingerprint({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string {
  let hash = 0x811c9dc5;
  for (const byte of new Uint8Array(buffer, byteOffset, byteLength))
    hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
