import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { servePages } from "./serve-pages.ts";
import { createServer } from "./server.ts";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

test("the page is asked for anew each time, its parts are kept for good, and nothing else is served", async () => {
  const uiDir = mkdtempSync(join(tmpdir(), "drop-in-ui-"));
  for (const folder of ["console", "assets", "staff"]) mkdirSync(join(uiDir, folder));
  writeFileSync(join(uiDir, "console/index.html"), "<!doctype html>");
  writeFileSync(join(uiDir, "assets/console-1a2b.js"), "export {};");
  writeFileSync(join(uiDir, "staff/index.html"), "not here");

  const app = await createServer({ log: quiet, host: "127.0.0.1", statusOf: {} });
  await servePages(app, { uiDir, pages: { "/": "console" }, log: quiet });
  const get = (url: string) => app.inject({ url, headers: { host: "localhost:8090" } });
  expect((await get("/")).headers["cache-control"]).toBe("no-store");
  const part = await get("/assets/console-1a2b.js");
  expect(part.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  for (const url of ["/staff/index.html", "/assets/../staff/index.html", "/console/index.html"]) {
    expect((await get(url)).statusCode).toBeGreaterThanOrEqual(400);
  }
  await app.close();
});
