import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import fastify from "fastify";
import { benchRoutes } from "./bench/bench.routes.ts";
import { startBench } from "./bench/bench.ts";
import { lockerPath } from "./locker/world-file.ts";
import { readSettings } from "./settings.ts";
import { forgetWorld, worldPath } from "./spiral/world-file.ts";

/** The workbench: three devices, each its own process at its own address, and a page to see them on. */
async function main(): Promise<void> {
  const settings = readSettings(process.env, process.argv.slice(2));
  const folder = resolve(settings.folder);
  const pages = join(folder, "pages");
  if (settings.fresh) forget(folder, pages);
  mkdirSync(pages, { recursive: true });

  let stopping = false;
  const bench = await startBench({ ...settings, folder }, () => {
    process.stderr.write("a simulated device stopped unexpectedly\n");
    stop(1);
  });
  const app = fastify({ forceCloseConnections: true });
  await benchRoutes(app, bench, pages);

  function stop(code: number): void {
    if (stopping) return;
    stopping = true;
    void Promise.allSettled([app.close(), bench.stop()]).then(() => process.exit(code));
  }
  process.on("SIGTERM", () => stop(0));
  process.on("SIGINT", () => stop(0));

  try {
    await app.listen({ port: settings.port, host: settings.host });
  } catch (error) {
    await bench.stop();
    throw error;
  }
  const { machine, printer, scanner } = bench.state();
  const devices = { machine: machine.address, printer: printer.address, scanner: scanner.address };
  if (machine.address.startsWith("tcp://")) {
    process.stderr.write("no pseudo-terminals here (node-pty is not built): devices are on TCP\n");
  }
  const url = app.listeningOrigin;
  process.stdout.write(`${JSON.stringify({ ready: true, url, devices })}\n`);
}

/** A new machine, freshly filled, and a printer that has printed nothing. */
function forget(folder: string, pages: string): void {
  forgetWorld(worldPath(folder));
  forgetWorld(lockerPath(folder));
  rmSync(pages, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  process.stderr.write(`hardware bench: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
});
