import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DeviceId, type HubEvent, SiteId } from "@drop-in/contracts";
import { type Db, migrate, openDb } from "@drop-in/foundation";
import { createOutboxStore } from "../../edge-agent/src/outbox/outbox.store.ts";
import { type Program, startProgram } from "../../launch/child-process.ts";
import { type Row, spread, toRow } from "./figures.ts";
import { freePort, inOwnFolder } from "./own-folder.ts";
import { recordedDays } from "./recorded-days.ts";

const EVENTS = 20_000;
const EARLIER_EVENTS = 5_000;
const DRAIN_WITHIN_MS = 180_000;
const root = join(import.meta.dirname, "../..");
const siteId = SiteId.parse("bench");
const device = { deviceId: DeviceId.parse("bench-1"), siteId };
const earlier = { deviceId: DeviceId.parse("bench-0"), siteId };

/** One way of bringing a full outbox to a centre: who sends, who stores, and where each keeps it. */
type Way = {
  fill(edgeFolder: string, events: readonly HubEvent[]): void;
  edge(
    edgeFolder: string,
    at: { deviceId: DeviceId; brokerPort: number; httpPort: number },
  ): Program;
  outbox(edgeFolder: string): string;
  centre(folder: string, brokerPort: number): Program;
  /** Event ids of a device in the centre's record, in its order. */
  stored(folder: string, deviceId: DeviceId): unknown[];
};

/** Drains what was recorded offline, durable at both ends, against one QoS 1 message per event. */
export async function benchSync(runs: number, tell: (line: string) => void): Promise<Row[]> {
  const events = recordedDays(EVENTS, device);
  const ndjson = events.reduce((sum, each) => sum + JSON.stringify(each).length + 1, 0) / EVENTS;
  const rates: { ours: number[]; peer: number[] } = { ours: [], peer: [] };
  for (let run = 1; run <= runs; run += 1) {
    rates.ours.push(EVENTS / (await drain(ours, events)).seconds);
    rates.peer.push(EVENTS / (await drain(peer, events)).seconds);
    const said = `${rates.ours.at(-1)?.toFixed()} events/s, peer ${rates.peer.at(-1)?.toFixed()}`;
    tell(`sync ${run}/${runs}: ${said}`);
  }
  const share = (values: number[]) => `${(100 * spread(values)).toFixed()} %`;
  tell(`sync spread: ${share(rates.ours)}, peer ${share(rates.peer)}`);

  // Bytes do not depend on speed: one run of each through a counted line, which is not timed.
  const up = (await drain(ours, events, "counted")).bytesUp / EVENTS;
  const peerUp = (await drain(peer, events, "counted")).bytesUp / EVENTS;
  tell(
    `sync bytes up per event: ${up.toFixed(1)}, peer ${peerUp.toFixed(1)}, NDJSON ${ndjson.toFixed(1)}`,
  );
  return [
    toRow({
      what: "events drained a second / one QoS 1 message per event from a SQLite outbox",
      ...{ measured: rates.ours, reference: rates.peer, target: { atLeast: 14 } },
    }),
    toRow({
      what: "bytes up per event, everything on the connection / NDJSON",
      ...{ measured: [up], reference: [ndjson], target: { atMost: 0.13 } },
    }),
  ];
}

/** The real agent with the events in its own outbox, and the real centre with its embedded broker. */
const ours: Way = {
  fill(folder, events) {
    const db = openDb(ours.outbox(folder));
    migrate(db, join(root, "edge-agent/migrations"));
    const outbox = createOutboxStore(db, randomUUID);
    inOneCommit(db, events, (event) => outbox.append(event));
  },
  centre: (folder, brokerPort) => ({
    name: "centre",
    entry: join(root, "sync-server/src/main.ts"),
    logFile: join(folder, "centre.log"),
    env: {
      ...{ DATA_DIR: join(folder, "centre"), UI_DIR: join(folder, "no-screens") },
      ...{ HTTP_PORT: "0", BROKER_PORT: String(brokerPort), LOG_LEVEL: "warn" },
    },
  }),
  edge: (folder, { deviceId, brokerPort, httpPort }) => ({
    name: "edge agent",
    entry: join(root, "edge-agent/src/main.ts"),
    logFile: join(folder, "edge.log"),
    env: {
      ...{ DATA_DIR: folder, UI_DIR: join(folder, "no-screens"), LOG_LEVEL: "warn" },
      ...{ SITE_ID: siteId, SITE_NAME: "Bench", DEVICE_ID: deviceId },
      ...{ HTTP_PORT: String(httpPort), MQTT_URL: `mqtt://127.0.0.1:${brokerPort}` },
    },
  }),
  outbox: (folder) => join(folder, "agent.db"),
  stored: (folder, deviceId) =>
    column(
      join(folder, "centre/centre.db"),
      `select event_json ->> 'eventId' from inbox join lane using (lane_id)
       where device_id = ? and stream = 'care' order by seq`,
      deviceId,
    ),
};

/**
 * What most people write: a row per event, a QoS 1 message per row, 100 in flight, the row deleted at its
 * PUBACK; the centre stores each message in a commit of its own. Made as strong as that design gets: same
 * SQLite settings, same broker inside the centre's process, PUBACK only after the commit, TCP_NODELAY at
 * both ends, and nothing validated or folded at the centre.
 */
const peer: Way = {
  fill(folder, events) {
    const db = openDb(peer.outbox(folder));
    db.exec("create table outbox (id integer primary key, event_json text not null) strict");
    const insert = db.prepare("insert into outbox (event_json) values (?)");
    inOneCommit(db, events, (event) => insert.run(JSON.stringify(event)));
  },
  centre: (folder, brokerPort) => ({
    name: "peer centre",
    entry: join(import.meta.dirname, "peers/message-per-event.centre.ts"),
    logFile: join(folder, "peer-centre.log"),
    env: { DB_FILE: join(folder, "peer-centre.db"), BROKER_PORT: String(brokerPort) },
  }),
  edge: (folder, { deviceId, brokerPort }) => ({
    name: "peer edge",
    entry: join(import.meta.dirname, "peers/message-per-event.edge.ts"),
    logFile: join(folder, "peer-edge.log"),
    env: {
      ...{ DB_FILE: peer.outbox(folder), DEVICE_ID: deviceId },
      MQTT_URL: `mqtt://127.0.0.1:${brokerPort}`,
    },
  }),
  outbox: (folder) => join(folder, "outbox.db"),
  stored: (folder, deviceId) =>
    column(
      join(folder, "peer-centre.db"),
      "select event_id from event where event_json ->> 'deviceId' = ? order by arrived",
      deviceId,
    ),
};

/** Drains `events` to a centre that has served another device before, as a centre has. Both ways alike. */
function drain(way: Way, events: readonly HubEvent[], line: "straight" | "counted" = "straight") {
  return inOwnFolder(async (folder) => {
    const brokerPort = await freePort();
    const centre = await startProgram(way.centre(folder, brokerPort));
    const counter = line === "counted" ? await countedLine(brokerPort) : undefined;
    try {
      const before = recordedDays(EARLIER_EVENTS, earlier);
      await drainOne(way, { folder, brokerPort, ...earlier }, before);
      const at = { folder, brokerPort: counter?.port ?? brokerPort, ...device };
      const seconds = await drainOne(way, at, events);
      proveAllStored(way.stored(folder, device.deviceId), events);
      return { seconds, bytesUp: counter?.bytesUp() ?? 0 };
    } finally {
      counter?.close();
      await centre.stop();
    }
  });
}

type At = { folder: string; brokerPort: number; deviceId: DeviceId };

/** Timed from the edge's word that it runs until nothing is left in its outbox file. */
async function drainOne(way: Way, at: At, events: readonly HubEvent[]): Promise<number> {
  const edgeFolder = join(at.folder, at.deviceId);
  mkdirSync(edgeFolder);
  way.fill(edgeFolder, events);
  const edge = await startProgram(way.edge(edgeFolder, { ...at, httpPort: await freePort() }));
  try {
    const from = performance.now();
    await untilEmpty(way.outbox(edgeFolder));
    return (performance.now() - from) / 1000;
  } finally {
    await edge.stop();
  }
}

async function untilEmpty(file: string): Promise<void> {
  const db = openDb(file);
  const anyLeft = db.prepare("select exists (select 1 from outbox)").pluck();
  const until = performance.now() + DRAIN_WITHIN_MS;
  try {
    while (anyLeft.get() === 1) {
      if (performance.now() > until) throw new Error(`not empty within ${DRAIN_WITHIN_MS} ms`);
      await pause(1);
    }
  } finally {
    db.close();
  }
}

function proveAllStored(stored: unknown[], events: readonly HubEvent[]): void {
  const missing = events.filter(({ eventId }, place) => stored[place] !== eventId).length;
  if (missing > 0) throw new Error(`${missing} of ${events.length} events not stored in order`);
}

/** A straight cable that counts what goes up. */
async function countedLine(farPort: number) {
  let up = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: farPort, host: "127.0.0.1", noDelay: true });
    near.on("data", (chunk) => {
      up += chunk.length;
    });
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) sockets.add(socket.on("error", () => {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    bytesUp: () => up,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function inOneCommit(db: Db, events: readonly HubEvent[], add: (event: HubEvent) => void): void {
  db.transaction(() => {
    for (const event of events) add(event);
  })();
  db.close();
}

function column(file: string, sql: string, deviceId: DeviceId): unknown[] {
  const db = openDb(file);
  const values = db.prepare(sql).pluck().all(deviceId);
  db.close();
  return values;
}
