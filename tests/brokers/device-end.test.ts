import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectMqtt } from "../../edge-agent/src/adapters/mqtt-transport.ts";
import type { Refusal, Transport } from "../../edge-agent/src/sync/transport.ts";
import { openEmbeddedBroker } from "../../sync-server/src/adapters/embedded-broker.ts";
import { createTestAuthority } from "../certificates.ts";
import { type BrokerUnderTest, brokers, ear, enrol, until } from "./both-brokers.ts";
import { refusalOf } from "./device-client.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
type Enrolled = Awaited<ReturnType<typeof enrol>>;

/** The product's own end on a device. */
describe.each(Object.entries(brokers))("the device's end at %s", (_name, open) => {
  let broker: BrokerUnderTest;
  let centre: ReturnType<typeof ear>;
  beforeAll(async () => {
    broker = await open();
    centre = ear(broker);
  });
  afterAll(() => broker.stop());

  const end = (
    { id, certificate }: Enrolled,
    own: Partial<Parameters<typeof connectMqtt>[0]> = {},
  ) =>
    connectMqtt({
      ...{ url: broker.url, mqttVersion: broker.version, deviceId: id, tls: () => certificate },
      will: (connection) => bytes(`gone ${connection}`),
      ...own,
    });
  const saidBy = (device: Enrolled) =>
    centre.heard.filter(({ topic }) => topic.endsWith(device.id)).map(({ text }) => text);

  test("speaks and is spoken to", async () => {
    const device = await enrol(broker);
    const transport = end(device);
    const heard: string[] = [];
    transport.onMessage((topic, payload) => heard.push(`${topic} ${Buffer.from(payload)}`));
    await connected(transport);
    await transport.subscribe(device.topics.down);
    for (const word of ["first", "second"]) {
      await transport.publish(device.topics.up, bytes(word), { retain: false });
    }
    await until(() => saidBy(device).length === 2);
    expect(saidBy(device)).toEqual(["first", "second"]);
    broker.centre.publish(device.topics.down, bytes("welcome"));
    await until(() => heard.length === 1);
    expect(heard).toEqual([`${device.topics.down} welcome`]);
    await transport.close();
  });

  test("says a polite goodbye in the bytes of its will, once", async () => {
    const device = await enrol(broker);
    const transport = end(device, { will: async (connection) => bytes(`sealed ${connection}`) });
    await connected(transport);
    await transport.close();
    await until(() => saidBy(device).length > 0);
    await centre.settled();
    expect(saidBy(device)).toEqual([`sealed ${transport.connection()}`]);
  });

  test("leaves its will when it is lost, and has a new one for the next connection", async () => {
    const device = await enrol(broker);
    const transport = end(device);
    let lines = 0;
    transport.onState((up) => {
      if (up) lines += 1;
    });
    await until(() => lines === 1);
    const first = transport.connection();
    await (await device.connect()).close(); // takes its place, and goes without a word
    await until(() => saidBy(device).includes(`gone ${first}`));
    await until(() => lines === 2);
    expect(transport.connection()).toBeGreaterThan(first);
    await transport.close();
    await until(() => saidBy(device).includes(`gone ${transport.connection()}`));
  });

  test("does not connect without a will, and tries again", async () => {
    let tries = 0;
    const transport = end(await enrol(broker), {
      will: async () => {
        tries += 1;
        if (tries < 3) throw new Error("the key is not there yet");
        return bytes("gone");
      },
    });
    await connected(transport);
    expect(tries).toBe(3);
    await transport.close();
  });

  test("can be closed before it ever connected", async () => {
    const transport = end(await enrol(broker), { will: () => new Promise<Uint8Array>(() => {}) });
    await transport.close();
  });

  test("a revoked device is told so, and goes on trying", async () => {
    const device = await enrol(broker);
    const transport = end(device);
    const refusals = refusalsOf(transport);
    await connected(transport);
    await broker.revoke(device.id, device.certificate.serialNumber);
    await until(() => refusals.length > 0);
    expect(refusals[0]).toEqual(
      broker.version === 5
        ? { by: "tls", code: "ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_REVOKED" }
        : { by: "broker", code: 5 },
    );
    await transport.close();
  });

  test("a renewed certificate is used from the next connection on", async () => {
    const [before, probe] = [await enrol(broker), await enrol(broker)];
    const after = await enrol(broker, before.id);
    let { certificate } = before;
    const transport = end(before, { tls: () => certificate });
    let lines = 0;
    transport.onState((up) => {
      if (up) lines += 1;
    });
    await until(() => lines === 1);
    certificate = after.certificate;
    await broker.withdraw(before.certificate.serialNumber);
    await broker.withdraw(probe.certificate.serialNumber);
    const options = { clientId: probe.id, protocolVersion: broker.version };
    await expect.poll(() => refusalOf(broker.url, probe.certificate, options)).not.toBe("let in"); // so the list counts
    transport.renew?.();
    await until(() => lines === 2);
    await transport.close();
  });

  test("a broker that is not whom it should be is not spoken with", async () => {
    const device = await enrol(broker);
    const strangers = await createTestAuthority("devices");
    const certificate = { ...device.certificate, ca: strangers.ca };
    const transport = end(device, { tls: () => certificate });
    const refusals = refusalsOf(transport);
    await until(() => refusals.length > 0);
    expect(refusals[0]).toMatchObject({ by: "tls" });
    expect(saidBy(device)).toEqual([]);
    await transport.close();
  });
});

test("a broker with the certificate of another host is not spoken with", async () => {
  const authority = await createTestAuthority();
  const elsewhere = await authority.server({ host: "broker.example" });
  const link = await openEmbeddedBroker({ host: "127.0.0.1", port: 0, tls: elsewhere });
  const broker: Pick<BrokerUnderTest, "url" | "version" | "devices"> = {
    ...{ url: link.url, version: 4, devices: authority },
  };
  const device = await enrol(broker);
  const transport = connectMqtt({
    ...{ url: link.url, mqttVersion: 4, deviceId: device.id, tls: () => device.certificate },
    will: () => bytes("gone"),
  });
  const refusals = refusalsOf(transport);
  await until(() => refusals.length > 0);
  expect(refusals[0]).toEqual({ by: "tls", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
  await transport.close();
  await link.close();
});

test("under MQTT 5 a device learns the code of what it may not say, and only its line's own", async () => {
  const broker = await brokers.Mosquitto();
  const [device, other] = [await enrol(broker), await enrol(broker)];
  const transport = connectMqtt({
    ...{ url: broker.url, mqttVersion: 5, deviceId: device.id, will: () => bytes("gone") },
    tls: () => device.certificate,
  });
  const refusals = refusalsOf(transport);
  await connected(transport);
  await transport.publish(device.topics.up, bytes("own"), { retain: false });
  await transport.publish(other.topics.up, bytes("forged"), { retain: false });
  await until(() => refusals.length > 0);
  expect(refusals).toEqual([{ by: "broker", code: 135 }]);
  await transport.close();
  await broker.stop();
});

function connected(transport: Transport): Promise<void> {
  return new Promise((resolve) => {
    transport.onState((up) => {
      if (up) resolve();
    });
  });
}

function refusalsOf(transport: Transport): Refusal[] {
  const refusals: Refusal[] = [];
  transport.onRefused?.((refusal) => refusals.push(refusal));
  return refusals;
}
