import { once } from "node:events";
import { connect, createServer, type TLSSocket } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { createTestAuthority } from "../certificates.ts";
import { openMeddler } from "./meddler.ts";

const ends: { close(): unknown }[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end.close();
});
const soon = { timeout: 5_000, interval: 5 };
const message = Buffer.from([0x30, 4, 0, 1, 0x74, 0x2a]); // "*" on the topic "t"

/** A broker's end that wants certificates, a meddler in front of it, and the name the broker was shown. */
async function meddledTls() {
  const authority = await createTestAuthority();
  const [broker, device] = [await authority.server(), await authority.client("hub-1")];
  const far = { heard: Buffer.alloc(0), shown: "" };
  const server = createServer({ ...broker, requestCert: true }, (socket) => {
    far.shown = String(socket.getPeerCertificate().subject.CN);
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      far.heard = Buffer.concat([far.heard, bytes]);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const meddler = await openMeddler({
    to: { host: "127.0.0.1", port },
    tls: { near: broker, far: async () => device, servername: "localhost" },
  });
  ends.push({ close: () => void server.close() }, meddler);
  return { authority, device, far, meddler };
}

function reach(port: number, certificate: object): TLSSocket {
  const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ...certificate });
  socket.on("error", () => {});
  ends.push({ close: () => socket.destroy() });
  return socket;
}

test("a device with a certificate is shown to the broker by its own name, and its message is doubled", async () => {
  const { device, far, meddler } = await meddledTls();
  meddler.meddle("up", { kind: "duplicate" });
  const near = reach(meddler.port, device);
  await once(near, "secureConnect");
  near.write(message);
  await expect.poll(() => far.heard, soon).toEqual(Buffer.concat([message, message]));
  expect(far.shown).toBe("hub-1");
});

test("a device without a certificate does not get as far as the broker", async () => {
  const { authority, far, meddler } = await meddledTls();
  const near = reach(meddler.port, { ca: authority.ca });
  near.write(message);
  await expect.poll(() => near.destroyed, soon).toBe(true);
  expect(far).toEqual({ heard: Buffer.alloc(0), shown: "" });
});
