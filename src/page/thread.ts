/// <reference lib="dom" />
import { trainer, type Port, type Reply, type Report, type Request } from "./trainer.js";

/** The worker's program, as text: a page that was opened as a file may start no worker from another file. */
declare const WORKER_SOURCE: string;

export type Ask = (request: Request) => void;

/** The trainer in a thread of its own; in the page's, which then stutters, where no worker can be had. */
export function connect(
  onReport: (report: Report) => void,
  onError: (message: string) => void,
  isHere = false,
): Ask {
  const hear = ({ data }: MessageEvent<Reply>): void =>
    "error" in data ? onError(data.error) : onReport(data);
  const here = (): Ask => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", hear);
    trainer(port2 as unknown as Port);
    port1.start();
    port2.start();
    return (request) => port1.postMessage(request);
  };
  if (isHere) return here();
  try {
    const address = URL.createObjectURL(new Blob([WORKER_SOURCE], { type: "text/javascript" }));
    const worker = new Worker(address);
    worker.addEventListener("message", hear);
    worker.addEventListener("error", ({ message }) => onError(message));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin
    return (request) => worker.postMessage(request);
  } catch {
    return here();
  }
}
