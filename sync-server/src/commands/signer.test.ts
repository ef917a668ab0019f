import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { COMMAND_CONTEXT } from "@drop-in/contracts";
import { makeSigningKey, signerOf, toRaw, verifierOf } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { signerAt } from "../adapters/signer-socket.ts";
import { createCarefulSigner } from "./careful-signer.ts";

const now = new Date("2026-11-23T10:00:00.000Z");
const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const id = "33333333-3333-4333-8333-333333333333";
const textOf = (notAfter: string, more: object = {}) =>
  JSON.stringify({
    ...{ commandId: id, deviceId: "bus-2", action: { type: "restart" }, actor: id },
    ...{ reason: "It hangs", counter: 1, challenge: "0".repeat(32), notAfter },
    ...more,
  });

test("nothing but a command of a few minutes is signed, and only so many in an hour", async () => {
  let at = now;
  const sign = createCarefulSigner({
    ...{ key: signerOf(makeSigningKey()), clock: () => at, log: quiet },
  });
  const good = textOf("2026-11-23T10:01:00.000Z");
  for (const text of ["", "{}", "hello", textOf("tomorrow")]) {
    await expect(sign(text)).rejects.toThrow("not a command");
  }
  const all = textOf("2026-11-23T10:01:00.000Z", { action: { type: "open-all" } });
  await expect(sign(all)).rejects.toThrow("not a command");
  await expect(sign(textOf("2026-11-24T10:00:00.000Z"))).rejects.toThrow("too long");
  for (let count = 0; count < 120; count += 1) await sign(good);
  await expect(sign(good)).rejects.toThrow("too many");
  at = new Date(now.getTime() + 3_600_000);
  expect((await sign(good)).text).toBe(good);
});

test("a process of its own signs over a socket that is not for everybody, and keeps its key", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drop-in signer "));
  const socket = join(folder, "signer.sock");
  const program = join(import.meta.dirname, "signer.main.ts");
  const start = async () => {
    const child = spawn(process.execPath, [program, join(folder, "keys"), socket], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = await once(child.stdout, "data");
    return { child, publicKey: String(JSON.parse(String(line)).publicKey) };
  };
  const one = await start();
  expect(statSync(socket).mode & 0o777).toBe(0o660);
  const signer = signerAt(socket);
  const publicKey = await signer.publicKey();
  expect(toRaw(publicKey)).toBe(one.publicKey);
  const text = textOf(new Date(Date.now() + 60_000).toISOString());
  const { signature, keyId } = await signer.sign(text);
  const verifier = verifierOf(publicKey);
  expect(keyId).toBe(verifier.keyId);
  const bytes = Buffer.from(signature, "base64url");
  expect(verifier.verify(Buffer.from(COMMAND_CONTEXT + text), bytes)).toBe(true);
  await expect(signer.sign("open everything")).rejects.toThrow("not a command");

  one.child.kill("SIGKILL"); // and its socket stays behind
  await once(one.child, "exit");
  await expect(signer.sign(text)).rejects.toThrow();
  const two = await start();
  expect(two.publicKey).toBe(one.publicKey);
  expect(await signer.sign(text)).toEqual({ text, keyId, signature });
  two.child.kill("SIGTERM");
  await once(two.child, "exit");
  expect(existsSync(socket)).toBe(false);
  rmSync(folder, { recursive: true });
});
