import { join } from "node:path";
import { pythonEnv } from "../../kernel-setup/find-python.mjs";
import { repo } from "../../kernel-setup/paths.mjs";
import { Child } from "./child.mjs";
import { CONFIGURATIONS } from "./configurations.mjs";
import { Fresh } from "./fresh.mjs";
import { PEERS, PYTHON } from "./install.mjs";

/** @typedef {Pick<Child, "ask" | "end" | "running">} Worker */

const file = (/** @type {string[]} */ ...parts) => join(repo, "test", "bench", ...parts);

/**
 * A process by its name, "kind:detail"; it has not started yet.
 * @param {string} name
 * @returns {Worker}
 */
export function makeWorker(name) {
  const [kind, detail, limit = ""] = name.split(":");
  if (kind === "python")
    return new Child(PYTHON, [file("python", "peer.py"), detail, limit], torchEnv(detail));
  if (kind === "javascript")
    return new Child(process.execPath, ["--expose-gc", file("javascript", "peer.mjs")]);
  const { flags, tier, threads } =
    CONFIGURATIONS[/** @type {keyof typeof CONFIGURATIONS} */ (detail)];
  if (kind === "fresh") return new Fresh([...flags, file("ours", "first-use.mjs")], tier, threads);
  const options = JSON.stringify({ tier, threads });
  // The collector is called between the rows, so that the memory of one does not burden the next.
  return new Child(process.execPath, [...flags, "--expose-gc", file("ours", "peer.mjs"), options]);
}

/**
 * So many threads for every library, and each library's own choice of code for this machine.
 * @param {string} threads
 * @returns {NodeJS.ProcessEnv}
 */
function torchEnv(threads) {
  const { OPENBLAS_CORETYPE: _type, OPENBLAS_L2_SIZE: _size, ...env } = pythonEnv();
  return {
    ...env,
    OMP_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    TORCHINDUCTOR_CACHE_DIR: join(PEERS, "compiled"),
    TORCHINDUCTOR_COMPILE_THREADS: "1", // no pool of processes that would outlive a limit
    PYTHONWARNINGS: "ignore",
  };
}
