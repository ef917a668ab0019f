import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { HubEvent } from "@drop-in/contracts";
import { decodeUp } from "@drop-in/contracts/wire";
import { type Db, migrate, openDb } from "@drop-in/foundation";
import { createOutboxStore } from "../../edge-agent/src/outbox/outbox.store.ts";
import { startProcess } from "./bench-process.ts";
import { freePort } from "./own-folder.ts";
import type { Centre, Edge, EdgePlace, Way } from "./ways.ts";

/**
 * Everything the benches know of the project's own two programs: how events come to wait, how each end is started,
 * what is left and what is kept. Nothing else in this folder reaches into them.
 */
export const root = join(import.meta.dirname, "../..");
export const agentEntry = join(root, "edge-agent/src/main.ts");
/** Whether the centre can keep its record in PostgreSQL, and several of it share one. */
export const canPostgres = false;
const LOOK_EVERY_MS = 4;

export const ours: Way = {
  name: "Drop-in",
  needs: [],
  async fill(place, events) {
    const db = openEdgeDb(place);
    const store = createOutboxStore(db, randomUUID);
    db.transaction(() => {
      for (const event of events) store.append(HubEvent.parse(event));
    })();
    db.close();
  },
  startCentre: (folder, port) => startCentre(folder, port === undefined ? {} : { port }),
  startEdge: (place, port) => startAgent(place, port),
};

export type CentreOptions = {
  /** Of the broker inside it. */
  port?: number;
  /** Another broker than its own, and another database: what a big site runs. */
  brokerUrl?: string;
  postgresUrl?: string;
  stored?: () => Promise<number>;
  env?: Record<string, string>;
};

/** The real centre, with its own broker and its own SQLite file where nothing else is said. */
export async function startCentre(folder: string, options: CentreOptions = {}): Promise<Centre> {
  const port = options.port ?? (await freePort());
  const process = await startProcess({
    name: "centre",
    entry: join(root, "sync-server/src/main.ts"),
    env: {
      ...{ DATA_DIR: join(folder, "centre"), UI_DIR: join(folder, "no-screens") },
      ...{ HTTP_PORT: "0", BROKER_PORT: String(port), LOG_LEVEL: "warn" },
      ...(options.brokerUrl === undefined ? {} : { BROKER_URL: options.brokerUrl }),
      ...(options.postgresUrl === undefined ? {} : { POSTGRES_URL: options.postgresUrl }),
      ...options.env,
    },
    logFile: join(folder, "centre.log"),
  });
  const stored = options.stored ?? (async () => (await kept(folder)).stored);
  return { port, process, stored, stop: process.stop };
}

/** Different events in the record, in either database, but for those an agent writes of itself when it starts. */
export const storedSql =
  "select count(*) from inbox join lane using (lane_id) where stream <> 'telemetry'";

/** As the record has them: all there are, and how many of these are different. */
export async function kept(folder: string): Promise<{ stored: number; different: number }> {
  const db = openCentreDb(folder);
  const sql = storedSql.replace("count(*)", "count(*), count(distinct event_json)");
  const [stored, different] = db.prepare(sql).raw().get() as [number, number];
  db.close();
  return { stored, different };
}

/** Urgent events in the centre's record. */
export function openUrgent(folder: string): { count(): number; close(): void } {
  const db = openCentreDb(folder);
  const count = db.prepare("select count(*) from help").pluck();
  return { count: () => Number(count.get()), close: () => db.close() };
}

/** The most events that are on their way at once: what may come twice after a crash. */
export const windowEvents = 5_500; // 256 KiB of batches at about 48 bytes an event

export type Agent = Edge & { url: string; post(path: string, body: object): Promise<void> };
export type AgentOptions = { httpPort?: number; env?: Record<string, string> };

/** The real agent with its screens, machine, printer and everything else it has. */
export async function startAgent(
  place: EdgePlace,
  port: number,
  options: AgentOptions = {},
): Promise<Agent> {
  const httpPort = options.httpPort ?? (await freePort());
  const process = await startProcess({
    name: "edge agent",
    entry: agentEntry,
    env: {
      ...{ DATA_DIR: place.folder, UI_DIR: join(place.folder, "no-screens"), LOG_LEVEL: "warn" },
      ...{ SITE_ID: "bench", SITE_NAME: "Bench", DEVICE_ID: place.deviceId },
      ...{ HTTP_PORT: String(httpPort), MQTT_URL: `mqtt://127.0.0.1:${port}` },
      ...options.env,
    },
    logFile: join(place.folder, "edge.log"),
  });
  const drained = untilEmpty(place, process.exited);
  drained.catch(() => {}); // a bench that kills it does not wait for it
  const url = `http://127.0.0.1:${httpPort}`;
  return {
    ...{ process, drained, stop: process.stop, url },
    async post(path, body) {
      const response = await fetch(`${url}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-drop-in": "1" },
        body: JSON.stringify(body),
      });
      if (response.status !== 201) throw new Error(`${path} was answered ${response.status}`);
    },
  };
}

/** Events that wait in the outbox file of a device. */
export function openWaiting(place: EdgePlace): { count(): number; close(): void } {
  const db = openDb(join(place.folder, "agent.db"));
  const count = db.prepare("select count(*) from outbox").pluck();
  return { count: () => Number(count.get()), close: () => db.close() };
}

export function openEdgeDb({ folder }: EdgePlace): Db {
  const db = openDb(join(folder, "agent.db"));
  migrate(db, join(root, "edge-agent/migrations"));
  return db;
}

/** Which events a payload on the way up carries, to tell a repeated one; none for anything but a batch. */
export function eventsIn(payload: Uint8Array): string[] {
  const read = decodeUp(payload);
  if (read.kind === "bad" || read.frame.kind !== "batch") return [];
  const { stream, firstSeq, events } = read.frame;
  return events.map((_event, place) => `${stream} ${firstSeq + place}`);
}

/** An event that overtakes everything, as one request to the agent. */
export const urgentRequest = {
  path: "/api/visitor/help",
  body: () => ({ turnId: randomUUID(), screen: "welcome" }),
};

function openCentreDb(folder: string): Db {
  return openDb(join(folder, "centre/centre.db"));
}

async function untilEmpty(place: EdgePlace, ended: Promise<void>): Promise<void> {
  const db = openEdgeDb(place);
  const anyLeft = db.prepare("select exists (select 1 from outbox)").pluck();
  let over = false;
  void ended.then(() => {
    over = true;
  });
  try {
    while (anyLeft.get() === 1) {
      if (over) throw new Error("the agent ended with events in its outbox");
      await pause(LOOK_EVERY_MS);
    }
  } finally {
    db.close();
  }
}
