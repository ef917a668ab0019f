import { existsSync } from "node:fs";
import { join } from "node:path";
import serveStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Log } from "../adapters/log.ts";

type Pages = {
  /** Folder of the built screens: `<name>/index.html` for each page, and `assets/`. */
  uiDir: string;
  /** Path → name of the page. */
  pages: Readonly<Record<string, string>>;
  /** Path → file of the folder, beside the pages. */
  files?: Readonly<Record<string, string>>;
  log: Log;
};

/** Serves built pages. Pages are asked for anew each time; what they load has its content in its name. */
export async function servePages(
  app: FastifyInstance,
  { uiDir, pages, files = {}, log }: Pages,
): Promise<void> {
  const built = Object.values(pages).every((name) => existsSync(join(uiDir, name, "index.html")));
  if (!built) {
    log.warn({ event: "screens.not-built", uiDir, remedy: "npm run build" });
    for (const path of Object.keys(pages)) {
      app.get(path, (_request, reply) =>
        reply.code(503).type("text/plain").send("The screens are not built. Run: npm run build\n"),
      );
    }
    return;
  }
  await app.register(serveStatic, {
    root: join(uiDir, "assets"),
    prefix: "/assets/",
    immutable: true,
    maxAge: "1y",
  });
  for (const [path, name] of Object.entries(pages)) {
    app.get(path, (_request, reply) =>
      reply
        .header("cache-control", "no-store")
        .sendFile("index.html", join(uiDir, name), { cacheControl: false }),
    );
  }
  for (const [path, file] of Object.entries(files)) {
    app.get(path, (_request, reply) => reply.sendFile(file, uiDir, { cacheControl: false }));
  }
}
