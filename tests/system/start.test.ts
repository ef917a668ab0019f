import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { freePorts } from "../hub-under-test.ts";

const root = join(import.meta.dirname, "../..");
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function surroundings(but: Record<string, string> = {}): Promise<Record<string, string>> {
  const data = mkdtempSync(join(tmpdir(), "drop-in-start-"));
  folders.push(data);
  const [edge, console_, bench, broker, cable] = await freePorts(5);
  return {
    DROP_IN_DATA: data,
    DROP_IN_EDGE_PORT: String(edge),
    DROP_IN_CONSOLE_PORT: String(console_),
    DROP_IN_BENCH_PORT: String(bench),
    DROP_IN_BROKER_PORT: String(broker),
    DROP_IN_CABLE_PORT: String(cable),
    ...but,
  };
}

/** Runs `npm start` until it ends by itself or has said `until`; then asks it to stop, as Ctrl-C does. */
function npmStart(env: Record<string, string>, until = "\nready\n") {
  return new Promise<{
    code: number | null;
    ended: number | string | null;
    out: string;
    err: string;
  }>((resolve) => {
    const child = spawn("npm", ["start", "--silent"], {
      cwd: root,
      env: { ...process.env, ...env },
      detached: true,
    });
    let out = "";
    let err = "";
    let asked = false;
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString("utf8");
      if (asked || !out.includes(until) || !child.pid) return;
      asked = true; // once: a second Ctrl-C while it ends would be another question
      process.kill(-child.pid, "SIGINT");
    });
    child.stderr.on("data", (chunk: Buffer) => {
      err += chunk.toString("utf8");
    });
    child.on("close", (code, signal) => resolve({ code, ended: code ?? signal, out, err }));
  });
}

test("npm start prints the addresses and ready, and Ctrl-C ends it cleanly", async () => {
  const env = await surroundings();
  const { out, err, ended } = await npmStart(env);
  expect(err).toBe("");
  expect(out).toContain(`http://127.0.0.1:${env.DROP_IN_EDGE_PORT}/staff`);
  expect(out).toContain(`http://127.0.0.1:${env.DROP_IN_BENCH_PORT}/`);
  expect(out.trim().split("\n").at(-1)).toBe("stopped");
  // npm passes the Ctrl-C on as its own end once the hub has stopped.
  expect([0, "SIGINT"]).toContain(ended);
});

test.each([
  "DROP_IN_EDGE_PORT",
  "DROP_IN_CONSOLE_PORT",
  "DROP_IN_BENCH_PORT",
  "DROP_IN_BROKER_PORT",
  "DROP_IN_CABLE_PORT",
])("a taken port (%s) is one clear line", async (name) => {
  const env = await surroundings();
  const port = env[name] ?? "";
  const blocker = createServer();
  await new Promise<void>((resolve) => blocker.listen(Number(port), "127.0.0.1", resolve));
  const { code, err } = await npmStart(env);
  blocker.close();
  expect(code).toBe(1);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).toContain(port);
  expect(err).toMatch(/already uses|in use/);
});

test("a bad setting is one clear line that names it", async () => {
  const { code, err } = await npmStart(await surroundings({ DROP_IN_EDGE_PORT: "a lot" }));
  expect(code).toBe(1);
  expect(err).toMatch(/^Drop-in cannot start: bad setting: DROP_IN_EDGE_PORT.*\n$/);
});

test("a data folder that cannot be made is one clear line that names it", async () => {
  const env = await surroundings();
  const file = join(env.DROP_IN_DATA ?? "", "a-file");
  writeFileSync(file, "");
  const { code, err } = await npmStart({ ...env, DROP_IN_DATA: join(file, "data") });
  expect(code).toBe(1);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).toContain(join(file, "data"));
});
