import { connect } from "node:net";
import { expect, test } from "vitest";
import { createChanges } from "../changes.ts";
import { sendLive, viewOf } from "./live-stream.ts";
import { createServer } from "./server.ts";

/** Timers that run when the test says so. */
function createHandTimer() {
  const due = new Set<() => void>();
  return {
    timer: (_ms: number, fn: () => void) => {
      due.add(fn);
      return () => due.delete(fn);
    },
    fire() {
      for (const fn of [...due]) if (due.delete(fn)) fn();
    },
  };
}

async function live(view: () => object) {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const app = await createServer({ log: silent, host: "127.0.0.1", statusOf: {} });
  const changes = createChanges();
  const { timer, fire } = createHandTimer();
  const failures: unknown[] = [];
  let ended = 0;
  app.get("/api/live", (_request, reply) => {
    sendLive(reply, {
      changes,
      timer,
      view: () => viewOf(view()),
      onEnd: () => {
        ended += 1;
      },
      onFailure: (error) => failures.push(error),
    });
  });
  const at = await app.listen({ host: "127.0.0.1", port: 0 });
  return { app, at, changes, fire, failures, ended: () => ended };
}

test("a view that cannot be made ends its own stream, says so, and nothing else ends", async () => {
  let broken = false;
  const all = await live(() => {
    if (broken) throw new Error("no such row");
    return { ok: true };
  });
  const response = await fetch(`${all.at}/api/live`);
  const reader = response.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('{"ok":true}');
  broken = true;
  all.changes.announce();
  expect(all.fire).not.toThrow();
  await expect(reader?.read()).rejects.toThrow();
  await expect.poll(all.ended).toBe(1);
  expect(all.failures).toHaveLength(1);
  await all.app.close();
});

test("a reader that reads nothing more is let go, so that nobody counts as watching who is not", async () => {
  let count = 0;
  const all = await live(() => {
    count += 1;
    return { count, long: "x".repeat(1_000_000) };
  });
  const { port } = new URL(all.at);
  const socket = connect(Number(port), "127.0.0.1", () => {
    socket.write(`GET /api/live HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
    socket.pause();
  });
  socket.on("error", () => {});
  await expect.poll(() => count).toBe(1);
  for (let time = 0; time < 40 && all.ended() === 0; time += 1) {
    all.changes.announce();
    all.fire();
    await new Promise(setImmediate);
  }
  await expect.poll(all.ended).toBe(1);
  socket.destroy();
  await all.app.close();
});
