// A browser and a server on this machine.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", wasm: "application/wasm" };

/** Starts Chromium. @param {NodeRequire} require */
export function browser(require) {
  const { chromium } = require("playwright-core");
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

/** Serves a folder, gzipped, on a free port of the loopback interface; counts what it sends. @param {string} folder */
export async function serve(folder) {
  const sent = { bytes: 0, files: 0 };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(folder, normalize(path));
    if (path === "/") return response.setHeader("content-type", "text/html").end("<!doctype html><title>Empty</title>");
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return response.writeHead(404).end();
    response.setHeader("content-type", TYPES[file.split(".").pop() ?? ""] ?? "application/octet-stream");
    response.setHeader("content-encoding", "gzip");
    sent.files++;
    createReadStream(file)
      .pipe(createGzip({ level: 6 }))
      .on("data", (chunk) => (sent.bytes += chunk.length))
      .pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${address.port}/`, sent, close: () => server.close() };
}
