import { start } from "./start.js";

addEventListener("message", ({ data }) =>
  start(data.threads).then((result) => postMessage(result)),
);
