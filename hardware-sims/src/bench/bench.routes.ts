import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Bench } from "./bench.ts";
import { type BenchState, NetworkCommand, PrinterCommand, ScannerCommand } from "./bench-state.ts";

const page = fileURLToPath(new URL("../../dist/bench", import.meta.url));
const PageId = z.string().regex(/^[\w-]{1,80}$/);
/** A viewer this far behind skips pictures: each one is the whole of it anyway. */
const MAX_BEHIND_BYTES = 1_000_000;

/** What a person at the bench can see and do. Every act answers with the picture after it. */
export async function benchRoutes(
  app: FastifyInstance,
  bench: Bench,
  pagesFolder: string,
): Promise<void> {
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof z.ZodError)) throw error;
    return reply.code(400).send({ problem: z.prettifyError(error) });
  });

  app.get("/api/bench", async () => bench.state());

  app.get("/api/bench/live", (request, reply) => {
    reply.hijack();
    const response = reply.raw;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const show = (state: BenchState) => {
      if (response.writableLength > MAX_BEHIND_BYTES) return;
      response.write(`data: ${JSON.stringify(state)}\n\n`);
    };
    show(bench.state());
    request.raw.on("close", bench.onState(show));
  });

  app.post("/api/bench/machine/:act", async (request) => {
    const { act } = z.object({ act: z.string() }).parse(request.params);
    await bench.machine.command(bench.readMachineCommand({ ...bodyOf(request.body), do: act }));
    return bench.state();
  });

  app.post("/api/bench/tray/take", async () => {
    await bench.machine.command(bench.readMachineCommand({ do: "take-tray" }));
    return bench.state();
  });

  app.post("/api/bench/printer", async (request) => {
    await bench.printer.command(PrinterCommand.parse(bodyOf(request.body)));
    return bench.state();
  });

  app.post("/api/bench/scanner/scan", async (request) => {
    await bench.scanner.command(ScannerCommand.parse({ ...bodyOf(request.body), do: "scan" }));
    return bench.state();
  });

  app.post("/api/bench/scanner", async (request) => {
    await bench.scanner.command(ScannerCommand.parse({ ...bodyOf(request.body), do: "cable" }));
    return bench.state();
  });

  app.post("/api/bench/network", async (request, reply) => {
    const { plugged } = NetworkCommand.parse(request.body);
    if (!bench.cable) return reply.code(404).send({ problem: "no network cable is laid here" });
    if (plugged) bench.cable.plug();
    else bench.cable.unplug();
    return bench.state();
  });

  app.get("/api/bench/pages/:file", async (request, reply) => {
    const { file } = z.object({ file: z.string().endsWith(".png") }).parse(request.params);
    const path = join(pagesFolder, `${PageId.parse(file.slice(0, -".png".length))}.png`);
    if (!existsSync(path)) return reply.code(404).send({ problem: "no such page" });
    return reply.type("image/png").send(createReadStream(path));
  });

  await servePage(app);
}

async function servePage(app: FastifyInstance): Promise<void> {
  if (existsSync(page)) {
    await app.register(fastifyStatic, { root: page });
    return;
  }
  app.get("/", async (_request, reply) =>
    reply.code(503).type("text/plain").send("The bench page has not been built yet: npm run build"),
  );
}

function bodyOf(body: unknown): object {
  return z.record(z.string(), z.unknown()).parse(body ?? {});
}
