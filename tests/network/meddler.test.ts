import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { seeded } from "../faults/seeded.ts";
import { openMeddler } from "./meddler.ts";
import { takePackets, topicOf } from "./mqtt-packets.ts";

const ends: { close(): unknown }[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end.close();
});
const soon = { timeout: 5_000, interval: 5 };

/** A PUBLISH as MQTT 3.1.1 and 5 have it; the text stands where 5 has its (here empty) properties, too. */
function publish(text: string, { topic = "t/up", qos = 0, id = 1 } = {}): Buffer {
  const name = Buffer.from(topic);
  const identifier = qos > 0 ? [id >> 8, id & 0xff] : [];
  const body = Buffer.from([name.length >> 8, name.length & 0xff, ...name, ...identifier]);
  const whole = Buffer.concat([body, Buffer.from(text)]);
  const length =
    whole.length < 128 ? [whole.length] : [(whole.length & 0x7f) | 0x80, whole.length >> 7];
  return Buffer.concat([Buffer.from([0x30 | (qos << 1), ...length]), whole]);
}
const pingreq = Buffer.from([0xc0, 0]);

/** Both ends of a connection through a meddler, and what each has heard: messages as text, other packets as hex. */
async function meddledWith(options: Partial<Parameters<typeof openMeddler>[0]> = {}) {
  const heard = { far: [] as string[], near: [] as string[] };
  const listen = (socket: Socket, to: string[]) => {
    let rest: Buffer = Buffer.alloc(0);
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      const taken = takePackets(Buffer.concat([rest, Buffer.from(bytes)]));
      rest = taken.rest;
      to.push(...taken.packets.map(asText));
    });
  };
  const server = createServer((socket) => listen(socket, heard.far)).listen(0, "127.0.0.1");
  const connected = once(server, "connection");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const meddler = await openMeddler({ to: { host: "127.0.0.1", port }, ...options });
  const near = connect(meddler.port, "127.0.0.1");
  listen(near, heard.near);
  const [far] = await connected;
  ends.push({ close: () => void server.close() }, meddler, { close: () => near.destroy() });
  return { meddler, heard, near, far };
}

function asText(packet: Buffer): string {
  const topic = topicOf(packet);
  if (topic === undefined) return packet.toString("hex");
  const flags = packet[0] ?? 0;
  const textAt = packet.indexOf(topic) + topic.length + ((flags & 6) > 0 ? 2 : 0);
  return ((flags & 8) > 0 ? "again " : "") + packet.toString("utf8", textAt);
}

test("untouched messages go through as they are, in both directions, cut up or in one piece", async () => {
  const { heard, near, far } = await meddledWith();
  const long = "x".repeat(5_000);
  const bytes = Buffer.concat([publish("one"), pingreq, publish(long)]);
  for (const byte of bytes) near.write(Buffer.from([byte]));
  far.write(publish("down"));
  await expect.poll(() => heard, soon).toEqual({ far: ["one", "c000", long], near: ["down"] });
});

test("a message meets its fate once: doubled, dropped, late or behind the next", async () => {
  const { meddler, heard, near } = await meddledWith();
  meddler.meddle("up", { kind: "duplicate" });
  meddler.meddle("up", { kind: "drop" });
  meddler.meddle("up", { kind: "reorder", withinMs: 5_000 });
  near.write(pingreq); // has no fate
  for (const text of ["one", "two", "three", "four", "five"]) near.write(publish(text));
  await expect.poll(() => heard.far, soon).toEqual(["c000", "one", "one", "four", "three", "five"]);
  meddler.meddle("up", { kind: "delay", ms: 30 });
  near.write(publish("late"));
  near.write(publish("early"));
  await expect.poll(() => heard.far.slice(-2), soon).toEqual(["early", "late"]);
  expect(meddler.done().up).toEqual({ duplicate: 1, drop: 1, reorder: 1, delay: 1 });
  expect(meddler.waiting()).toBe(0);
});

test("a message that waits for the next and hears none is only late, and is counted so", async () => {
  const { meddler, heard, far } = await meddledWith();
  meddler.meddle("down", { kind: "reorder", withinMs: 20 });
  far.write(publish("alone"));
  await expect.poll(() => heard.near, soon).toEqual(["alone"]);
  expect(meddler.done().down).toMatchObject({ reorder: 0, delay: 1 });
});

test("a repeated message that wants an answer says that it is repeated", async () => {
  const { meddler, heard, near } = await meddledWith();
  meddler.meddle("up", { kind: "duplicate" });
  near.write(publish("sure", { qos: 1, id: 9 }));
  await expect.poll(() => heard.far, soon).toEqual(["sure", "again sure"]);
});

test("only the topics asked for are meddled with", async () => {
  const { meddler, heard, near } = await meddledWith({ only: (topic) => topic === "t/up" });
  meddler.meddle("up", { kind: "drop" });
  near.write(publish("status", { topic: "t/status" }));
  near.write(publish("event"));
  near.write(publish("end"));
  await expect.poll(() => heard.far, soon).toEqual(["status", "end"]);
});

test("by chance, the same seed does the same to the same messages", async () => {
  async function fates(seed: number): Promise<string[]> {
    const { meddler, heard, near } = await meddledWith({ random: seeded(seed) });
    meddler.set({ up: { drop: 0.2, duplicate: 0.2, reorder: 0.2 } });
    for (let number = 0; number < 60; number += 1) near.write(publish(String(number)));
    near.write(pingreq); // arrives when all have met their fate
    await expect.poll(() => heard.far.includes("c000"), soon).toBe(true);
    meddler.clear();
    near.write(publish("end"));
    near.write(publish("end"));
    await expect.poll(() => heard.far.at(-1), soon).toBe("end");
    return heard.far;
  }
  const first = await fates(7);
  expect(await fates(7)).toEqual(first);
  expect(await fates(8)).not.toEqual(first);
});
