import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".map": "application/json" };

/**
 * Serves a folder as a static host does, from /MODE/: with the headers of that mode.
 * @param {string} folder
 * @param {Readonly<Record<string, Readonly<Record<string, string>>>>} modes
 */
export async function serve(folder, modes) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const [, mode, ...path] = decodeURIComponent(pathname).split("/");
    const file = join(folder, normalize(path.join(sep)));
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))];
    const isThere = mode in modes && file.startsWith(folder + sep) && type && existsSync(file);
    if (isThere && statSync(file).isFile()) {
      response.writeHead(200, { "content-type": type, ...modes[mode] });
      createReadStream(file).pipe(response);
    } else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    /** Ends what is still open, too. */
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
