import { connect } from "node:net";
import { TLSSocket } from "node:tls";
import { topics } from "@drop-in/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestAuthority } from "../certificates.ts";
import {
  type BrokerUnderTest,
  brokers,
  ear,
  enrol,
  heardOnceSpokenTo,
  newDevice,
  until,
} from "./both-brokers.ts";
import { type ClientOptions, connectAs, refusalOf } from "./device-client.ts";

const DAY_MS = 24 * 3_600_000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);

/** Judged by what arrives: a broker may grant a subscription and acknowledge a message, and deliver neither. */
describe.each(Object.entries(brokers))("%s", (_name, open) => {
  let broker: BrokerUnderTest;
  let centre: ReturnType<typeof ear>;
  beforeAll(async () => {
    broker = await open();
    centre = ear(broker);
  });
  afterAll(() => broker.stop());
  const from = (device: { id: string }, text: string) =>
    centre.heard.filter(({ topic, text: said }) => topic.endsWith(device.id) && said === text);

  test("carries what a device says on its own topics, and what it is told", async () => {
    const device = await enrol(broker);
    const line = await device.connect();
    await line.listenTo(device.topics.down);
    expect(await line.said(device.topics.up, "events")).toBe("taken");
    expect(await line.said(device.topics.status, "well", true)).toBe("taken");
    await until(() => from(device, "events").length + from(device, "well").length === 2);
    broker.centre.publish(device.topics.down, Buffer.from("welcome"));
    await until(() => line.heard.length === 1);
    expect(line.heard[0]).toEqual({ topic: device.topics.down, text: "welcome", retained: false });
    await line.close();
  });

  test("nobody hears what a device says in another's name", async () => {
    const [device, other] = [await enrol(broker), await enrol(broker)];
    for (const topic of [other.topics.up, other.topics.status, other.topics.down]) {
      const line = await device.connect();
      const listener = await other.connect();
      await listener.listenTo(other.topics.down);
      await line.said(topic, "forged");
      expect(await heardOnceSpokenTo(broker, other.topics.down, listener)).toEqual([]);
      await line.close();
      await listener.close();
    }
    expect((await centre.settled()).filter(({ text }) => text === "forged")).toEqual([]);
  });

  test.each([
    ["another device's topics", (other: string) => [`drop-in/v2/dn/${other}`]],
    ["everything", () => ["#"]],
    ["all that devices say", () => [topics.everyUp, topics.everyStatus]],
    ["every level by a wildcard", () => ["+/+/+/+", "drop-in/v2/+/+", "drop-in/#"]],
    ["the broker's own numbers", () => ["$SYS/#", "$SYS/broker/clients/connected", "$SYS/+/#"]],
    ["the broker's controls", () => ["$CONTROL/#", "$CONTROL/dynamic-security/v1/response"]],
    ["a share of what devices say", () => [`$share/centre/${topics.everyUp}`, "$share/a/#"]],
    ["topics of a hundred levels", () => ["+/".repeat(99).concat("#")]],
  ])("a device that asks for %s hears its own word and nothing else", async (_what, ask) => {
    const [device, other] = [await enrol(broker), await enrol(broker)];
    const line = await device.connect();
    const otherLine = await other.connect();
    await otherLine.listenTo(other.topics.down);
    await line.listenTo(...ask(other.id));
    await otherLine.said(other.topics.up, "of the other");
    await otherLine.said(other.topics.status, "of the other", true);
    broker.centre.publish(other.topics.down, Buffer.from("to the other"));
    await until(() => otherLine.heard.length === 1);
    await until(() => from(other, "of the other").length === 2);
    // A broker may have hung up on such a question; then it heard what it heard.
    const still = line.client.connected ? line : await device.connect();
    await still.listenTo(device.topics.down);
    expect(await heardOnceSpokenTo(broker, device.topics.down, still)).toEqual([]);
    expect(line.heard.filter(({ text }) => text.includes("the other"))).toEqual([]);
    await still.close();
    await otherLine.close();
  });

  test("a device cannot turn the broker's controls", async () => {
    const device = await enrol(broker);
    for (const topic of ["$CONTROL/dynamic-security/v1", "$SYS/broker/version", "$share/a/b"]) {
      const line = await device.connect();
      expect(await line.said(topic, "{}")).not.toBe("taken");
      await line.close();
    }
  });

  test("a topic of sixty thousand letters or two hundred levels ends nothing but that line", async () => {
    const device = await enrol(broker);
    for (const tail of ["a".repeat(60_000), "a/".repeat(210)]) {
      const line = await device.connect();
      await line.said(`${device.topics.up}/${tail}`, "long");
      await line.close();
    }
    const heard = await centre.settled();
    expect(heard.filter(({ text }) => text === "long")).toEqual([]);
  });

  test("the will of a lost device is said, and only on its own topic", async () => {
    const [device, other] = [await enrol(broker), await enrol(broker)];
    const will = { payload: Buffer.from("lost"), qos: 1, retain: true } as const;
    const honest = await device.connect({ will: { topic: device.topics.status, ...will } });
    honest.client.stream.destroy();
    await until(() => from(device, "lost").length === 1);
    try {
      const line = await device.connect({ will: { topic: other.topics.status, ...will } });
      line.client.stream.destroy();
    } catch {
      // not let in with such a will is as good
    }
    expect((await centre.settled()).filter(({ text }) => text === "lost")).toHaveLength(1);
    expect(from(other, "lost")).toEqual([]);
  });

  test("nothing can be left lying in another's topic", async () => {
    const [device, other] = [await enrol(broker), await enrol(broker)];
    const line = await device.connect();
    await line.said(other.topics.down, "left lying", true);
    await line.close();
    const otherLine = await other.connect();
    await otherLine.listenTo(other.topics.down);
    expect(await heardOnceSpokenTo(broker, other.topics.down, otherLine)).toEqual([]);
    await otherLine.close();
  });

  test("a device may not call itself another, nor put the other out by it", async () => {
    const [device, other] = [await enrol(broker), await enrol(broker)];
    const victim = await other.connect();
    await victim.listenTo(other.topics.down);
    // Mosquitto gives it its own name back; the embedded broker does not let it in.
    const line = await device.connect({ clientId: other.id }).catch(() => undefined);
    await line?.listenTo(other.topics.down);
    await line?.said(other.topics.up, "forged");
    expect(await heardOnceSpokenTo(broker, other.topics.down, victim)).toEqual([]);
    expect(victim.client.connected).toBe(true);
    expect(line?.heard ?? []).toEqual([]);
    expect((await centre.settled()).filter(({ text }) => text === "forged")).toEqual([]);
    await line?.close();
    await victim.close();
  });

  test("one certificate has one session: the newer ends the older", async () => {
    const device = await enrol(broker);
    const older = await device.connect();
    const newer = await device.connect();
    await older.gone();
    expect(newer.client.connected).toBe(true);
    await newer.close();
  });

  test("nobody comes in without a certificate that counts now", async () => {
    const { devices, url } = broker;
    const id = newDevice();
    const options = { clientId: id, protocolVersion: broker.version };
    const strangers = await createTestAuthority("devices"); // the same name, another key
    const certificates = {
      none: { ca: devices.ca },
      "another authority's": { ...(await strangers.client(id)), ca: devices.ca },
      expired: await devices.client(id, { from: daysFromNow(-3), until: daysFromNow(-1) }),
      "not yet valid": await devices.client(id, { from: daysFromNow(1), until: daysFromNow(3) }),
      "a server's": await devices.server(),
    };
    for (const [what, certificate] of Object.entries(certificates)) {
      expect(await refusalOf(url, certificate, options), what).not.toBe("let in");
    }
    expect(await refusalOf(url, await devices.client(id), options)).toBe("let in");
  });

  test("a line older than TLS 1.3 is not taken", async () => {
    const { connect: _, certificate, id } = await enrol(broker);
    const old = { maxVersion: "TLSv1.2", minVersion: "TLSv1.2" } as const;
    const options = { clientId: id, protocolVersion: broker.version, ...old };
    expect(await refusalOf(broker.url, certificate, options)).not.toBe("let in");
  });

  test("noise instead of a handshake ends nothing but that line", async () => {
    const { hostname, port } = new URL(broker.url);
    for (const noise of ["GET / HTTP/1.1\r\n\r\n", "\u0010\u0012", "\u0016\u0003\u0001"]) {
      const socket = connect(Number(port), hostname).on("error", () => {});
      socket.end(noise);
    }
    await centre.settled();
  });

  test("a packet beyond the limit ends the line of who sent it, and nobody hears it", async () => {
    const [device, other] = [await enrol(broker), await enrol(broker)];
    const line = await device.connect();
    const bystander = await other.connect();
    expect(await line.said(device.topics.up, Buffer.alloc(400_000, "x"))).toBe("taken");
    expect(await line.said(device.topics.up, Buffer.alloc(600_000, "x"))).not.toBe("taken");
    await line.gone();
    const big = (await centre.settled()).filter(({ topic }) => topic === device.topics.up);
    expect(big.map(({ text }) => text.length)).toEqual([400_000]);
    expect(bystander.client.connected).toBe(true);
    await bystander.close();
  });

  test("a revoked device is put out within seconds and stays out; its neighbour stays", async () => {
    const [stolen, neighbour] = [await enrol(broker), await enrol(broker)];
    const line = await stolen.connect();
    const beside = await neighbour.connect();
    const started = Date.now();
    await broker.revoke(stolen.id, stolen.certificate.serialNumber);
    await line.gone();
    expect(Date.now() - started).toBeLessThan(5_000);
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(stolen.connect()).rejects.toThrow();
    }
    expect(beside.client.connected).toBe(true);
    expect(await beside.said(neighbour.topics.up, "still here")).toBe("taken");
    await until(() => from(neighbour, "still here").length === 1);
    await beside.close();
  });

  test("a withdrawn certificate is not taken again; the device goes on with its new one", async () => {
    const [before, bystander] = [await enrol(broker), await enrol(broker)];
    const after = await enrol(broker, before.id);
    const line = await bystander.connect();
    await broker.withdraw(before.certificate.serialNumber);
    await expect.poll(() => comesIn(before)).toBe(false);
    expect(await comesIn(after)).toBe(true);
    expect(line.client.connected).toBe(true);
    await line.close();
  });

  test("a ticket of an earlier TLS session is no way round a withdrawn certificate", async () => {
    const [device, probe] = [await enrol(broker), await enrol(broker)];
    const line = await device.connect();
    await line.said(device.topics.up, "so that a ticket comes");
    const { stream } = line.client;
    const session = stream instanceof TLSSocket ? stream.getSession() : undefined;
    expect(session).toBeDefined();
    await line.close();
    await broker.withdraw(device.certificate.serialNumber);
    await expect.poll(() => comesIn(device)).toBe(false);
    expect(await comesIn(device, session ? { session } : {})).toBe(false);
    expect(await comesIn(probe)).toBe(true);
  });

  test("a wildcard in the name of a certificate opens nothing", async () => {
    const other = await enrol(broker);
    const beside = await other.connect();
    for (const name of ["+", "+/#", "centre-1"]) {
      const certificate = await broker.devices.client(name);
      const options = { clientId: name, protocolVersion: broker.version };
      const line = await connectAs(broker.url, certificate, options).catch(() => undefined);
      await line?.listenTo("drop-in/v2/dn/+", topics.everyUp, other.topics.down);
      for (const topic of [other.topics.up, other.topics.down]) await line?.said(topic, "odd");
      await beside.said(other.topics.up, "of the other");
      broker.centre.publish(other.topics.down, Buffer.from("to the other"));
      const heard = (await centre.settled()).filter(({ text }) => text === "odd");
      expect([...heard, ...(line?.heard ?? [])], name).toEqual([]);
      await line?.close();
    }
    await beside.close();
  });
});

async function comesIn(
  { connect: comeIn }: Awaited<ReturnType<typeof enrol>>,
  options: ClientOptions = {},
): Promise<boolean> {
  const line = await comeIn(options).catch(() => undefined);
  await line?.close();
  return line !== undefined;
}
