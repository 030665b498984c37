import { start } from "./start.js";

// page?threads=2, or page?threads=2&worker to train in a worker of the page's own. The result is left in `result`.
const asked = new URLSearchParams(location.search);
const threads = Number(asked.get("threads"));
const leave = (result) => (globalThis.result = result);
if (asked.has("worker")) {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => leave(data);
  worker.onerror = ({ message }) => leave({ error: `the page's worker: ${message}` });
  worker.postMessage({ threads });
} else start(threads).then(leave);
