import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { Failure, main } from "../../kernel-setup/failure.mjs";
import { build, ISOLATED } from "./build.mjs";

// npm run page [-- --port N] [-- --build-only FOLDER]

/** @type {Record<string, string>} */
const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };

/**
 * Serves a built page to this machine alone.
 * @param {string} folder
 * @param {{ port?: number, isolated?: boolean }} [options]
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function serve(folder, { port = 0, isolated = true } = {}) {
  const files = new Set(["index.html", "page.css", "page.js", "plotly.js"]);
  const server = createServer(({ url = "/" }, response) => {
    const name = url.split("?")[0].slice(1) || "index.html";
    if (!files.has(name)) {
      response.writeHead(404).end();
      return;
    }
    const type = `${TYPES[extname(name)]}; charset=utf-8`;
    response.writeHead(200, { "Content-Type": type, ...(isolated ? ISOLATED : {}) });
    createReadStream(join(folder, name)).pipe(response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Failure(
      `port ${port} is taken: choose another, or leave --port out and a free one is picked.`,
    );
  });
  const found = server.address();
  return {
    address: `http://127.0.0.1:${typeof found === "object" ? found?.port : port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  await main(async () => {
    const { values } = parseArgs({
      options: { "build-only": { type: "string" }, port: { type: "string" } },
    });
    const folder = values["build-only"] ?? fileURLToPath(new URL("../../.page", import.meta.url));
    const port = Number(values.port ?? 0);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Failure(`--port is ${values.port}; want a whole number from 0 to 65535.`);
    await build(folder);
    if (values["build-only"]) {
      console.log(`The page is in ${folder}`);
      return 0;
    }
    const { address } = await serve(folder, { port });
    console.log(`The page: ${address}  (Ctrl-C ends it)`);
    return new Promise(() => {}); // until Ctrl-C
  });
}
