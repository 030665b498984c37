import { createServer } from "node:net";

/**
 * Whether a server of ours could listen on this port of the loopback address.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export const isFree = async (port) => (await tryPort(port)) === port;

/**
 * Jupyter's usual port, which a reader may have bookmarked, or else any that is free.
 * @returns {Promise<number>}
 */
export const freePort = async () => (await tryPort(8888)) ?? (await tryPort(0)) ?? 8888;

/**
 * Listens for a moment; 0 asks the system to choose.
 * @param {number} port
 * @returns {Promise<number | undefined>}
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(undefined));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? address?.port : undefined));
    });
  });
}
