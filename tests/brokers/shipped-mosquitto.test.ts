import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DeviceId, topics } from "@drop-in/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishRevocationList } from "../../sync-server/src/adapters/revocation-list.ts";
import type { Link } from "../../sync-server/src/broker/link.ts";
import type { TlsFiles } from "../certificates.ts";
import { newDevice, until } from "./both-brokers.ts";
import { type ClientOptions, connectAs, refusalOf, topicsOf } from "./device-client.ts";
import { startShippedMosquitto } from "./mosquitto.ts";

let broker: Awaited<ReturnType<typeof startShippedMosquitto>>;
beforeAll(async () => {
  broker = await startShippedMosquitto();
});
afterAll(() => broker.stop());

async function device(options: ClientOptions = {}, id = newDevice()) {
  const certificate = await broker.devices.client(id);
  const line = { clientId: id, protocolVersion: 5 as const, ...options };
  return {
    id,
    certificate,
    topics: topicsOf(id),
    connect: () => connectAs(broker.deviceUrl, certificate, line),
  };
}

async function service(name: string, protocolVersion: 4 | 5 = 5) {
  const { key, cert } = await broker.services.client(name);
  const tls: TlsFiles = { key, cert, ca: broker.devices.ca };
  return connectAs(broker.serviceUrl, tls, { clientId: name, protocolVersion });
}

async function letIn(hub: Awaited<ReturnType<typeof device>>): Promise<boolean> {
  try {
    await (await hub.connect()).close();
    return true;
  } catch {
    return false;
  }
}

function hearing(link: Link): string[] {
  const heard: string[] = [];
  link.onMessage((topic, payload) => heard.push(`${topic} ${Buffer.from(payload)}`));
  return heard;
}

test("the ACL files name the topics of this version and no others", () => {
  const file = (name: string) =>
    readFileSync(join(import.meta.dirname, "../../deploy/broker/mosquitto", name), "utf8")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
  const any = DeviceId.parse("x");
  const { up, down, status } = topicsOf(any);
  const own = (topic: string) => topic.replace(/x$/, "%u");
  expect(file("devices.acl")).toEqual([
    `pattern write ${own(up)}`,
    `pattern write ${own(status)}`,
    `pattern read ${own(down)}`,
  ]);
  expect(file("services.acl")).toEqual([
    `pattern read ${topics.everyUp}`,
    `pattern read ${topics.everyStatus}`,
    `pattern write ${down.replace(/x$/, "+")}`,
  ]);
});

test("under MQTT 5 a refusal has a reason; under 3.1.1 it looks like success and arrives nowhere", async () => {
  const centre = await broker.server();
  const heard = hearing(centre);
  const [modern, old] = [await device(), await device({ protocolVersion: 4 })];
  const [modernLine, oldLine] = [await modern.connect(), await old.connect()];
  expect(await modernLine.said(old.topics.up, "forged")).toBe(135);
  expect(await oldLine.said(modern.topics.up, "forged")).toBe("taken");
  expect(await oldLine.said(old.topics.up, "own")).toBe("taken");
  await until(() => heard.length > 0);
  expect(heard).toEqual([`${old.topics.up} own`]);
  await modernLine.close();
  await oldLine.close();
  await centre.close();
});

test("a service hears devices and speaks to them, and can speak as none", async () => {
  const [centre, hub] = [await service("centre-1"), await device()];
  const line = await hub.connect();
  await line.listenTo(hub.topics.down);
  await centre.listenTo("#", "$SYS/#", "$CONTROL/#", topics.everyUp, hub.topics.down);
  for (const topic of [hub.topics.up, hub.topics.status, "drop-in/v2/dn", "$CONTROL/x", "other"]) {
    expect(await centre.said(topic, "forged"), topic).toBe(135);
  }
  expect(await centre.said(hub.topics.down, "welcome", false)).toBe("taken");
  await line.said(hub.topics.up, "events");
  await until(() => line.heard.length > 0 && centre.heard.length > 0);
  expect(line.heard.map(({ text }) => text)).toEqual(["welcome"]);
  expect(new Set(centre.heard.map(({ topic }) => topic))).toEqual(new Set([hub.topics.up]));
  await centre.close();
  await line.close();
});

test("neither listener takes the other's certificates", async () => {
  const hub = newDevice();
  const { key, cert } = await broker.services.client(hub);
  const asDevice = { key, cert, ca: broker.devices.ca };
  const options = { clientId: hub, protocolVersion: 5 } as const;
  expect(await refusalOf(broker.deviceUrl, asDevice, options)).not.toBe("let in");
  const own = await broker.devices.client("centre-1");
  const asService = { clientId: "centre-1", protocolVersion: 5 } as const;
  expect(await refusalOf(broker.serviceUrl, own, asService)).not.toBe("let in");
});

test("three servers that share the work split it and lose nothing, whatever a device subscribes to", async () => {
  const shareGroup = "a-word-nobody-guesses";
  const servers = [
    await broker.server({ shareGroup }),
    await broker.server({ shareGroup }),
    await broker.server({ shareGroup }),
  ];
  const heard = servers.map(hearing);
  const nosy = await (await device()).connect();
  await nosy.listenTo(`$share/centre/${topics.everyUp}`, `$share/centre/${topics.everyStatus}`);
  const hubs = await Promise.all(Array.from({ length: 5 }, () => device()));
  const said: string[] = [];
  for (const hub of hubs) {
    const line = await hub.connect();
    for (let number = 0; number < 60; number += 1) {
      await line.said(number % 4 === 0 ? hub.topics.status : hub.topics.up, `${number}`);
      said.push(`${number % 4 === 0 ? hub.topics.status : hub.topics.up} ${number}`);
    }
    await line.close();
  }
  await until(() => heard.flat().length >= said.length);
  expect(heard.flat().toSorted()).toEqual(said.toSorted());
  for (const own of heard) expect(own.length).toBeGreaterThanOrEqual(60);
  expect(nosy.heard).toEqual([]);
  await nosy.close();
  for (const server of servers) await server.close();
});

test("a server that goes leaves its share to the others", async () => {
  const shareGroup = "another-word";
  const [staying, going] = [
    await broker.server({ shareGroup }),
    await broker.server({ shareGroup }),
  ];
  const heard = hearing(staying);
  await going.close();
  const hub = await device();
  const line = await hub.connect();
  for (let number = 0; number < 20; number += 1) await line.said(hub.topics.up, `${number}`);
  await until(() => heard.length === 20);
  await line.close();
  await staying.close();
});

test("a revocation list alone ends no session: the kick does, and the list keeps the device out", async () => {
  const centre = await broker.server();
  const [stolen, alsoStolen] = [await device(), await device()];
  const line = await stolen.connect();
  const serials = [stolen, alsoStolen].map(({ certificate }) => certificate.serialNumber);
  await publishRevocationList(broker.revocationList(), await broker.devices.crl(serials));
  await expect.poll(() => letIn(alsoStolen)).toBe(false);
  await expect(stolen.connect()).rejects.toThrow(/revoked/);
  expect(line.client.connected).toBe(true); // why a list is not enough
  expect(await line.said(stolen.topics.up, "still in")).toBe("taken");
  centre.kick(stolen.id);
  await line.gone();
  await expect(stolen.connect()).rejects.toThrow(/revoked/);
  await centre.close();
});

test("a kick without a list puts a device out again and again, and holds its place", async () => {
  const centre = await broker.server();
  const hub = await device();
  const first = await hub.connect();
  centre.kick(hub.id);
  await first.gone();
  const second = await hub.connect().catch(() => undefined);
  await second?.gone();
  await centre.close();
});

test("a revocation list past its date shuts every device out, and a new one lets them in again", async () => {
  const hub = await device();
  const past = { from: new Date(Date.now() - 2_000_000), until: new Date(Date.now() - 1_000_000) };
  await publishRevocationList(broker.revocationList(), await broker.devices.crl([], past));
  await expect.poll(() => letIn(hub)).toBe(false);
  await publishRevocationList(broker.revocationList(), await broker.devices.crl([]));
  await expect.poll(() => letIn(hub)).toBe(true);
});

test("Mosquitto killed and started again hears its server again by itself", async () => {
  const centre = await broker.server();
  const heard = hearing(centre);
  let lines = 0;
  centre.onConnect(() => {
    lines += 1;
  });
  await broker.kill();
  await broker.start();
  await until(() => lines === 1);
  const hub = await device();
  const line = await hub.connect();
  await line.said(hub.topics.up, "after");
  await until(() => heard.includes(`${hub.topics.up} after`));
  await line.close();
  await centre.close();
});
