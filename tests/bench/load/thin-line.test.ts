import fc from "fast-check";
import { expect, test } from "vitest";
import { takePackets, topicOf } from "../../network/mqtt-packets.ts";
import { recordedDays } from "../recorded-days.ts";
import { payloadOf } from "../wire-tap.ts";
import { careRows } from "./care-rows.ts";
import { connectPacket, packetOf, subscribePacket } from "./thin-line.ts";

test("a thin device's words are packets of MQTT 3.1.1, byte for byte", () => {
  expect(connectPacket("ab").toString("hex")).toBe("100e00044d5154540402038400026162");
  expect(subscribePacket("dn/ab").toString("hex")).toBe("820a00010005646e2f616200");
});

test("what was put into a message comes out of it, however long", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), fc.constantFrom(0, 1), (payload, qos) => {
      const topic = Buffer.from([0, 2, 0x75, 0x70]);
      const id = qos === 0 ? Buffer.alloc(0) : Buffer.from([0, 9]);
      const packet = packetOf(0x30 | (qos << 1), topic, id, payload);
      const { packets, rest } = takePackets(packet);
      expect([packets.length, rest.length]).toEqual([1, 0]);
      expect(topicOf(packet)).toBe("up");
      expect(payloadOf(packet)).toEqual(Buffer.from(payload));
    }),
  );
});

test("no two rows of all devices are alike, and people stay the same from row to row", () => {
  const rows = careRows(recordedDays(60, { deviceId: "x", siteId: "x" }));
  const all = [0, 1, 2].flatMap((place) =>
    Array.from({ length: 200 }, (_, seq) => rows(place, seq + 1)),
  );
  expect(new Set(all).size).toBe(600);
  const visitOf = (row: string | undefined) => JSON.parse(row ?? "")[4].visitId;
  expect(visitOf(all[1])).toBe(visitOf(all[0]));
  expect(visitOf(all[200])).not.toBe(visitOf(all[0]));
});
