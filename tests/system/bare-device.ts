import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DownFrame, type HubFact, topics, type UpFrame, VisitId } from "@drop-in/contracts";
import { packUp, readDown, type Voice } from "@drop-in/contracts/wire";
import { openEnvelope, type Signer, writeEnvelope } from "@drop-in/foundation";
import { makeDevice } from "../../sync-server/src/centre.test-rig.ts";
import { connectAs } from "../brokers/device-client.ts";
import type { WatchedSite } from "./watched-site.ts";

export type BareDevice = Awaited<ReturnType<typeof letInBareDevice>>;

/** A device that was let in by the real door and has its keys, but no program: it says what the test wants it to say. */
export async function letInBareDevice(site: WatchedSite, name: string) {
  const { deviceId, files, identity } = await site.letIn(
    name,
    mkdtempSync(join(tmpdir(), "drop-in-bare-")),
  );
  const keys = await identity();
  const heard: DownFrame[] = [];
  const heardBytes: Buffer[] = [];
  const options = { clientId: deviceId, protocolVersion: 5 } as const;
  const connect = () => connectAs(site.mosquitto.deviceUrl, keys.tls, options);

  async function take(bytes: Buffer): Promise<void> {
    heardBytes.push(bytes);
    const { openers, verifiers } = keys;
    const opened = await openEnvelope({ voice: "down", deviceId, openers, verifiers }, bytes);
    const read = opened.kind === "opened" ? readDown(opened.plain) : opened;
    if (read.kind === "frame") heard.push(read.frame);
  }

  return {
    ...{ ...makeDevice(deviceId), files, keys, connect, heardBytes },
    topic: topics.up(deviceId),
    statusTopic: topics.status(deviceId),
    /** With a session at the broker, hearing what is said to it. */
    async online() {
      const line = await connect();
      line.client.on("message", (_topic, bytes) => void take(bytes));
      await line.listenTo(topics.down(deviceId));
      return line;
    },
    /** Sealed to the centre and signed, by this device unless by another. */
    seal: (plain: UpFrame | Uint8Array, voice: Voice = "up", by: Signer = keys.signer) =>
      writeEnvelope(
        { voice, deviceId, to: keys.centre, by },
        plain instanceof Uint8Array ? plain : packUp(plain),
      ),
    heard: (kind: DownFrame["kind"]) => heard.filter((frame) => frame.kind === kind),
  };
}

export const checkIn = (): HubFact => ({
  type: "visit.checked-in.v1",
  payload: {
    ...{
      visitId: VisitId.parse(randomUUID()),
      sessionId: null,
      reason: "talk",
      needs: [],
      language: "en",
    },
    ticket: { picture: "kite", colour: "blue", number: "B1" },
    wait: { kind: "next", asOf: "2026-11-25T09:00:00.000Z" },
  },
});
