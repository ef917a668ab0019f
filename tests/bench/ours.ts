import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { CallbackPersonal, HubFact } from "@drop-in/contracts";
import { type Db, migrate, openDataKey, openDb } from "@drop-in/foundation";
import { openAgentDb } from "../../edge-agent/src/adapters/agent-db.ts";
import { sealFieldsBetween } from "../../edge-agent/src/adapters/seal-fields.ts";
import { createOutboxStore } from "../../edge-agent/src/outbox/outbox.store.ts";
import { createRecordEvent } from "../../edge-agent/src/outbox/record-event.ts";
import { createClockStore } from "../../edge-agent/src/time/clock.store.ts";
import { smallNursery } from "../../launch/hub.ts";
import { startProcess } from "./bench-process.ts";
import { enrol } from "./ours-enrol.ts";
import { freePort } from "./own-folder.ts";
import type { RecordedEvent } from "./recorded-days.ts";
import type { Centre, Edge, EdgePlace, Way } from "./ways.ts";

/**
 * Everything the benches know of the project's own two programs: how events come to wait, how each end is started,
 * what is left and what is kept. With `ours-*.ts` beside it, nothing else in this folder reaches into them.
 */
export const root = join(import.meta.dirname, "../..");
export const agentEntry = join(root, "edge-agent/dist/main.js");
const LOOK_EVERY_MS = 4;

export const ours: Way = {
  name: "Drop-in",
  needs: [],
  async fill(place, events, centre) {
    const identity = await enrol(place.folder, centre.folder);
    const facts = await Promise.all(events.map(toFact(sealFieldsBetween(() => identity))));
    fillOutbox(place, events, facts);
  },
  startCentre: (folder, port) => startCentre(folder, port === undefined ? {} : { port }),
  startEdge: (place, port) => startAgent(place, port),
};

type Seal = ReturnType<typeof sealFieldsBetween>;

/** As the agent would have recorded it: what identifies a person sealed at once, to the centre. */
const toFact = (seal: Seal) => async (event: RecordedEvent) => {
  const { type, payload, personal } = event;
  if (personal === undefined || !("callbackId" in payload)) return HubFact.parse({ type, payload });
  const about = { type, id: payload.callbackId };
  const sealed = await seal(about, CallbackPersonal.parse(personal));
  return HubFact.parse({ type, payload, sealed });
};

function fillOutbox(
  place: EdgePlace,
  events: readonly RecordedEvent[],
  facts: readonly HubFact[],
): void {
  const db = openEdgeDb(place);
  const [outbox, clocks] = [createOutboxStore(db, randomUUID), createClockStore(db)];
  let now = Date.parse(events[0]?.occurredAt ?? "");
  const began = now;
  const clock = { now: () => new Date(now), monotonicMs: () => now - began };
  db.transaction(() => {
    clocks.begin(events[0]?.bootId ?? "", began);
    const record = createRecordEvent(outbox, { clock, run: clocks.current });
    for (const [place, fact] of facts.entries()) {
      now = Math.max(now, Date.parse(events[place]?.occurredAt ?? ""));
      record(fact);
    }
  })();
  db.close();
}

export type CentreOptions = {
  /** Of the broker inside it. */
  port?: number;
  /** Another broker than its own, and another database: what a big site runs. */
  brokerUrl?: string;
  postgresUrl?: string;
  /** Processes that share the work of one centre: all name one group, and have one folder of keys. */
  shareGroup?: string;
  keysDir?: string;
  stored?: () => Promise<number>;
};

/** The real centre, with its own broker and its own SQLite file where nothing else is said. */
export async function startCentre(folder: string, options: CentreOptions = {}): Promise<Centre> {
  const port = options.port ?? (await freePort());
  const { brokerUrl, postgresUrl, shareGroup, keysDir } = options;
  const process = await startProcess({
    name: "centre",
    entry: join(root, "sync-server/dist/main.js"),
    env: {
      ...{ DATA_DIR: join(folder, "centre"), UI_DIR: join(folder, "no-screens") },
      ...{ HTTP_PORT: "0", BROKER_PORT: String(port), LOG_LEVEL: "warn" },
      ...(brokerUrl === undefined ? {} : { BROKER_URL: brokerUrl }),
      ...(postgresUrl === undefined ? {} : { DATABASE_URL: postgresUrl }),
      ...(shareGroup === undefined ? {} : { BROKER_SHARE_GROUP: shareGroup }),
      ...(keysDir === undefined ? {} : { KEYS_DIR: keysDir }),
    },
    logFile: join(folder, "centre.log"),
  });
  const stored = options.stored ?? (async () => (await kept(folder)).stored);
  return { folder, port, process, stored, stop: process.stop };
}

/** Different events in the record, in either database, but for those an agent writes of itself when it starts. */
export const storedSql =
  "select count(*) from inbox join lane using (lane_id) where stream <> 'telemetry'";
export const storedAndDifferentSql = storedSql.replace(
  "count(*)",
  "count(*), count(distinct row_json)",
);

/** As the record of a centre with its own SQLite has them: all there are, and how many of these are different. */
export async function kept(folder: string): Promise<{ stored: number; different: number }> {
  const db = openCentreDb(folder);
  const counts = db.prepare<[], [number, number]>(storedAndDifferentSql).raw().get();
  db.close();
  const [stored = 0, different = 0] = counts ?? [];
  return { stored, different };
}

/** Cries for help in the record. */
export function openUrgent(folder: string): { count(): number; close(): void } {
  const db = openCentreDb(folder);
  const count = db.prepare("select count(*) from help").pluck();
  return { count: () => Number(count.get()), close: () => db.close() };
}

export type Agent = Edge & { url: string; post(path: string, body: object): Promise<void> };
export type AgentOptions = {
  httpPort?: number;
  /** The broker at that port is a plain one, so that what passes can be seen. */
  plain?: boolean;
  env?: Record<string, string>;
};

/** The real agent with its screens, machine, printer and everything else it has. */
export async function startAgent(
  place: EdgePlace,
  port: number,
  { plain = false, ...options }: AgentOptions = {},
): Promise<Agent> {
  const httpPort = options.httpPort ?? (await freePort());
  const process = await startProcess({
    name: "edge agent",
    entry: agentEntry,
    env: {
      ...{ DATA_DIR: place.folder, UI_DIR: join(place.folder, "no-screens"), LOG_LEVEL: "warn" },
      NODE_OPTIONS: smallNursery,
      ...{
        HTTP_PORT: String(httpPort),
        MQTT_URL: `${plain ? "mqtt" : "mqtts"}://127.0.0.1:${port}`,
      },
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

/** An event that overtakes everything, as one request to the agent. */
export const urgentRequest = {
  path: "/api/visitor/help",
  body: () => ({ turnId: randomUUID(), screen: "welcome" }),
};

/** Events that wait in the outbox file of a device. */
export function openWaiting(place: EdgePlace): { count(): number; close(): void } {
  const db = openEdgeDb(place);
  const count = db.prepare("select count(*) from outbox").pluck();
  return { count: () => Number(count.get()), close: () => db.close() };
}

/** The database of a device, with the tables of the newest version. */
export function openEdgeDb({ folder }: EdgePlace): Db {
  const db = openAgentDb(folder, openDataKey(folder, undefined));
  migrate(db, join(root, "edge-agent/migrations"));
  return db;
}

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
