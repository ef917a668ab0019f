import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { z } from "zod";
import { type BenchProcess, runToEnd, startProcess } from "./bench-process.ts";
import { freePort } from "./own-folder.ts";
import { type RecordedEvent, toLines } from "./recorded-days.ts";

/** The far end of a way, running: where devices knock, and how many different events it keeps. */
export type Centre = {
  folder: string;
  port: number;
  process: BenchProcess;
  stored(): Promise<number>;
  stop(): Promise<void>;
};

/** The near end of a way, running. */
export type Edge = {
  process: BenchProcess;
  /** Resolves when nothing waits any more: everything was acknowledged. */
  drained: Promise<void>;
  stop(): Promise<void>;
};

export type EdgePlace = { folder: string; deviceId: string };

/** One way of bringing recorded events to a centre: who keeps, who sends, who stores. */
export type Way = {
  name: string;
  /** Packages that must have been installed for it; a way of the project itself needs none. */
  needs: string[];
  /** Puts the events where they wait, as if they had been recorded with no network. */
  fill(place: EdgePlace, events: readonly RecordedEvent[], centre: Centre): Promise<void>;
  /** Keeps its files in `folder`; started there again, it knows what it had. */
  startCentre(folder: string, port?: number): Promise<Centre>;
  startEdge(place: EdgePlace, port: number): Promise<Edge>;
};

const peerFile = (name: string) => join(import.meta.dirname, "peers", name);

type PeerWay = {
  name: string;
  needs: string[];
  edge: string;
  centre: string;
  env?: Record<string, string>;
  stored?: (folder: string, port: number) => Promise<number>;
};

/** A way whose two ends are programs of their own under `peers`. */
function peerWay({ name, needs, edge, centre, env = {}, stored = inSqlite }: PeerWay): Way {
  const edgeOf = ({ folder, deviceId }: EdgePlace, more: Record<string, string>) => ({
    name: `${name}, edge`,
    entry: peerFile(edge),
    env: { ...env, ...more, FOLDER: folder, DEVICE_ID: deviceId },
    logFile: join(folder, "edge.log"),
  });
  return {
    name,
    needs,
    async fill(place, events) {
      const file = join(place.folder, "events.ndjson");
      writeFileSync(file, toLines(events));
      await runToEnd(edgeOf(place, { FILL: file }));
    },
    async startCentre(folder, asked) {
      const port = asked ?? (await freePort());
      const process = await startProcess({
        name: `${name}, centre`,
        entry: peerFile(centre),
        env: { ...env, FOLDER: folder, DB_FILE: dbFile(folder), PORT: String(port) },
        logFile: join(folder, "centre.log"),
      });
      return { folder, port, process, stored: () => stored(folder, port), stop: process.stop };
    },
    async startEdge(place, port) {
      const process = await startProcess(edgeOf(place, { URL: `http://127.0.0.1:${port}` }));
      const drained = process.said("drained").then(() => {});
      drained.catch(() => {}); // a bench that kills it does not wait for it
      return { process, drained, stop: process.stop };
    },
  };
}

const dbFile = (folder: string) => join(folder, "centre.db");

async function inSqlite(folder: string): Promise<number> {
  const db = new Database(dbFile(folder), { readonly: true });
  const count = Number(db.prepare("select count(*) from event").pluck().get());
  db.close();
  return count;
}

const messages = { needs: ["aedes", "mqtt"], centre: "messages.centre.mjs" };
const pouch = {
  needs: ["pouchdb", "express", "express-pouchdb"],
  edge: "pouchdb.edge.mjs",
  centre: "couch.centre.mjs",
  async stored(_folder: string, port: number) {
    const answer = await fetch(`http://127.0.0.1:${port}/events`);
    const { doc_count: count } = z.object({ doc_count: z.number() }).parse(await answer.json());
    return count;
  },
};

export const mqttStore = peerWay({
  ...messages,
  name: "mqtt.js and its level store, a QoS 1 message per event",
  needs: [...messages.needs, "mqtt-level-store"],
  edge: "mqtt-store.edge.mjs",
});
export const outbox = peerWay({
  ...messages,
  name: "SQLite outbox, a QoS 1 message per event",
  edge: "outbox.edge.mjs",
});
export const pouch500 = peerWay({ ...pouch, name: "PouchDB, batch 500", env: { BATCH: "500" } });
export const pouch100 = peerWay({ ...pouch, name: "PouchDB, batch 100", env: { BATCH: "100" } });
export const http = peerWay({
  name: "HTTP POST of deflated 500s to SQLite",
  needs: [],
  edge: "http.edge.mjs",
  centre: "http.centre.mjs",
});

/** The same reference with another database; `stored` asks that. */
export const httpToPostgres = (url: string, stored: () => Promise<number>): Way =>
  peerWay({
    name: "HTTP POST of deflated 500s to PostgreSQL",
    needs: [],
    edge: "http.edge.mjs",
    centre: "http.centre.mjs",
    env: { POSTGRES_URL: url },
    stored,
  });
