import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, type TLSSocket } from "node:tls";
import { DeviceId } from "@drop-in/contracts";
import { afterEach, expect, test } from "vitest";
import { makeKeys } from "../../../edge-agent/src/adapters/make-keys.ts";
import { openAuthority } from "./authority.ts";
import { openCentreKeys } from "./centre-keys.ts";

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const newFolder = () => mkdtempSync(join(tmpdir(), "drop-in-authority-"));

/** TLS looks at the real clock, so these certificates are of today. */
async function authorityOf(folder = newFolder(), now = new Date()) {
  const keys = await openCentreKeys(folder);
  return openAuthority(keys.authorityKey, join(folder, "authority.pem"), now);
}

type Authority = Awaited<ReturnType<typeof authorityOf>>;

async function deviceOf(authority: Authority, name: string, now = new Date()) {
  const keys = await makeKeys();
  const issued = await authority.issue(keys.csr, DeviceId.parse(name), now);
  if (issued === "refused") throw new Error("refused");
  return { key: keys.signingKeyPem, cert: issued.pem, ca: authority.caPem, serial: issued.serial };
}

async function brokerOf(authority: Authority, crl: string) {
  const { keyPem, certificatePem } = await authority.forServer(
    ["localhost", "127.0.0.1"],
    new Date(),
  );
  const own = { key: keyPem, cert: certificatePem, ca: authority.caPem, crl };
  const server = createServer(
    { ...own, requestCert: true, rejectUnauthorized: true, minVersion: "TLSv1.3" },
    (socket: TLSSocket) => socket.end(socket.getPeerCertificate().subject.CN),
  );
  server.on("tlsClientError", () => {});
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(() => server.close());
  const { port } = server.address() as AddressInfo;

  /** What the broker says to whoever comes with this; "refused" when it says nothing. */
  return (options: { key?: string; cert?: string; ca: string }, host = "127.0.0.1") =>
    new Promise<string>((resolve) => {
      let heard = "";
      const socket = connect({ ...options, host, port, minVersion: "TLSv1.3" });
      socket.on("data", (bytes) => {
        heard += bytes;
      });
      socket.on("error", () => resolve("refused"));
      socket.on("close", () => resolve(heard === "" ? "refused" : heard));
    });
}

test("over TLS 1.3 a broker knows a device by its certificate, and the device knows the broker", async () => {
  const authority = await authorityOf();
  const { pem } = await authority.crl([], new Date());
  const talk = await brokerOf(authority, pem);
  const device = await deviceOf(authority, "a".repeat(32));
  expect(await talk(device)).toBe("a".repeat(32));
  expect(await talk(device, "localhost")).toBe("a".repeat(32));
  const stranger = await authorityOf();
  expect(await talk({ ...device, ca: stranger.caPem })).toBe("refused");
});

test("a broker takes nobody without a certificate, of another authority, or whose certificate has ended", async () => {
  const authority = await authorityOf();
  const talk = await brokerOf(authority, (await authority.crl([], new Date())).pem);
  expect(await talk({ ca: authority.caPem })).toBe("refused");
  const stranger = await deviceOf(await authorityOf(), "b".repeat(32));
  expect(await talk({ ...stranger, ca: authority.caPem })).toBe("refused");
  const longAgo = new Date(Date.now() - 91 * 86_400_000);
  expect(await talk(await deviceOf(authority, "c".repeat(32), longAgo))).toBe("refused");
});

test("a withdrawn certificate is refused, and with a list that has ended every one is", async () => {
  const authority = await authorityOf();
  const [lost, kept] = [
    await deviceOf(authority, "d".repeat(32)),
    await deviceOf(authority, "e".repeat(32)),
  ];
  const withdrawn = [{ serial: lost.serial, at: new Date().toISOString() }];
  const talk = await brokerOf(authority, (await authority.crl(withdrawn, new Date())).pem);
  expect([await talk(lost), await talk(kept)]).toEqual(["refused", "e".repeat(32)]);
  const old = await authority.crl([], new Date(Date.now() - 8 * 86_400_000));
  const late = await brokerOf(authority, old.pem);
  expect(await late(kept)).toBe("refused");
});

test("the authority is the same after a restart, and of two processes that start at once", async () => {
  const folder = newFolder();
  const [one, two] = await Promise.all([authorityOf(folder), authorityOf(folder)]);
  expect(one.caPem).toBe(two.caPem);
  expect((await authorityOf(folder)).caPem).toBe(one.caPem);
  const ca = new X509Certificate(one.caPem);
  expect([ca.ca, ca.verify(ca.publicKey)]).toEqual([true, true]);
});
