import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { step } from "../../kernel-setup/progress.mjs";
import { PEERS } from "./install.mjs";
import { makeWorker } from "./processes.mjs";

/** @typedef {import("./rows.mjs").Form} Form */

// Seconds of the processor that torch.compile may take for a form: others at work on the machine do not count.
const LIMIT = 90;
const PATIENCE = 4 * LIMIT; // by the clock
const record = join(PEERS, "compiled.json");
/**
 * What came of each form: how many seconds it took, or why it is left out.
 * @type {Record<string, number | string>}
 */
const known = existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : {};
const keyOf = (/** @type {Form} */ { given }) => JSON.stringify(given);
const isCompiled = (/** @type {Form} */ { form }) => form?.startsWith("compiled") ?? false;

/**
 * Compiles what has not been compiled before, each in a process of its own that can be stopped; torch keeps what comes
 * out. It takes minutes, once.
 * @param {import("./rows.mjs").Row[]} rows
 */
export async function compileForms(rows) {
  const forms = rows
    .flatMap((row) => row.peers.flatMap((peer) => peer.forms))
    .filter((form) => isCompiled(form) && !(keyOf(form) in known));
  if (forms.length === 0) return;
  await step(`Trying torch.compile in ${forms.length} forms (minutes, once)`, async (tick) => {
    for (const [k, form] of forms.entries()) {
      tick(`${k + 1} of ${forms.length}: ${form.given["cell"]}, ${form.form}`);
      const result = await attempt(form);
      if (result !== undefined) known[keyOf(form)] = result;
      writeFileSync(record, JSON.stringify(known, null, 1));
    }
  });
}

/** @param {Form} form */
async function attempt(form) {
  const worker = makeWorker(`${form.process}:${LIMIT}`);
  const answer = await worker.ask({ do: "prepare", id: 0, case: form.given }, PATIENCE);
  worker.end();
  // A process that never started, or was ended from outside, says nothing of torch.compile.
  if (answer.missing && /^(spawn|its process)/.test(answer.missing)) return undefined;
  return answer.missing ? `left out: ${answer.missing}` : answer["processor"];
}

/**
 * Why a form that torch.compile makes cannot be timed; undefined if it can, or is another form.
 * @param {Form} form
 */
export function whyNotCompiled(form) {
  if (!isCompiled(form)) return undefined;
  const result = known[keyOf(form)];
  if (result === undefined) return "torch.compile was not tried";
  return typeof result === "string" ? result : undefined;
}
