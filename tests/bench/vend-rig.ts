import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AttemptView, CollectionCheck, CollectionId, createCode } from "@drop-in/contracts";
import { deviceCost, scryptHex } from "@drop-in/foundation";
import { createCollectionStore } from "../../edge-agent/src/collections/collection.store.ts";
import { createKeysStore } from "../../edge-agent/src/collections/keys.store.ts";
import { type Started, startProgram } from "../../launch/child-process.ts";
import { bigPlan, writePlan } from "../faults/big-plan.ts";
import { agentEntry, openEdgeDb } from "./ours.ts";
import { enrolAlone } from "./ours-enrol-alone.ts";
import { freePort } from "./own-folder.ts";

/** A collection that is ready on the machine, and what its holder types. */
export type Ready = { collectionId: CollectionId; code: string };

/** Collections as the centre pins them, in the agent's own tables before it starts. */
export async function pinned(dataDir: string, count: number): Promise<Ready[]> {
  mkdirSync(dataDir, { recursive: true });
  await enrolAlone(dataDir);
  const db = openEdgeDb({ folder: dataDir, deviceId: "bench-1" });
  const codeSalt = randomBytes(16).toString("hex");
  createKeysStore(db).set({ codeSalt, signingKeys: [] });
  const store = createCollectionStore(db);
  const ready: Ready[] = [];
  for (let made = 0; made < count; made += 1) {
    const code = createCode(Array.from({ length: 7 }, () => randomInt(32)));
    const collectionId = CollectionId.parse(randomUUID());
    const slot = bigPlan.slots[made % bigPlan.slots.length];
    if (slot === undefined) throw new Error("a plan without slots");
    const { machineId } = bigPlan;
    const codeHash = await scryptHex(code, codeSalt, deviceCost);
    const [from, until] = ["2026-01-01T00:00:00.000Z", "2099-01-01T00:00:00.000Z"];
    const times = { notBefore: from, expiresAt: until, leaseUntil: until, pin: 1 };
    const { variantId } = slot;
    store.add({ collectionId, machineId, variantId, codeHash, ...times }, "ready", slot.slotId);
    ready.push({ collectionId, code });
  }
  db.close();
  return ready;
}

/** A real agent whose machine is at `machineLink`, and what a screen does with it. */
export async function startVendingAgent(
  dataDir: string,
  machineLink: string,
  extra: { mqttUrl?: string; env?: Record<string, string> } = {},
) {
  const [httpPort, nobodyThere] = [await freePort(), await freePort()];
  const agent: Started = await startProgram({
    name: "edge agent",
    entry: agentEntry,
    logFile: join(dataDir, "agent.log"),
    env: {
      ...{ DATA_DIR: dataDir, UI_DIR: join(dataDir, "no-screens"), LOG_LEVEL: "warn" },
      ...{ MACHINE_LINK: machineLink, MACHINE_PLAN: writePlan(bigPlan) },
      HTTP_PORT: String(httpPort),
      MQTT_URL: extra.mqttUrl ?? `mqtt://127.0.0.1:${nobodyThere}`,
      ...extra.env,
    },
  });
  const url = `http://127.0.0.1:${httpPort}/api/visitor`;
  return {
    stop: agent.stop,
    /** A turn in which the code was typed and is good. */
    async typed({ code }: Ready): Promise<string> {
      const { turnId } = Object(await post(`${url}/turns`, { language: "en" }));
      const check = CollectionCheck.parse(await post(`${url}/collections/check`, { turnId, code }));
      if (check.kind !== "ready") throw new Error(`the code was ${JSON.stringify(check)}`);
      return String(turnId);
    },
    async press(turnId: string, { collectionId }: Ready): Promise<AttemptView> {
      const requestId = randomUUID();
      return AttemptView.parse(
        await post(`${url}/collections/${collectionId}/dispense`, { turnId, requestId }),
      );
    },
    attempt: async (attemptId: string): Promise<AttemptView> =>
      AttemptView.parse(await (await fetch(`${url}/attempts/${attemptId}`)).json()),
    checkIn: () => {
      const turnId = randomUUID();
      const body = { turnId, requestId: turnId, reason: "talk", needs: [], language: "en" };
      return post(`${url}/visits`, body);
    },
    vending: async (): Promise<boolean> => (await firstLine(`${url}/live`)).includes('"ready"'),
  };
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-drop-in": "1" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

async function firstLine(url: string): Promise<string> {
  const abort = new AbortController();
  const response = await fetch(url, { signal: abort.signal });
  const chunk = await response.body?.getReader().read();
  abort.abort();
  return /"vending":("ready"|"paused")/.exec(new TextDecoder().decode(chunk?.value))?.[1] ?? "";
}

/** The value that a share of all are not above. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1);
  const value = sorted[Math.max(0, at)];
  if (value === undefined) throw new RangeError("no values, no percentile");
  return value;
}
