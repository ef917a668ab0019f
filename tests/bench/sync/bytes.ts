import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { within } from "../bench-process.ts";
import { type Drained, drain } from "../drain.ts";
import { median, type Row, toFact, toRow } from "../figures.ts";
import { startMosquitto } from "../mosquitto.ts";
import { ours, startAgent, startCentre, urgentRequest } from "../ours.ts";
import { enrol } from "../ours-enrol.ts";
import { inOwnFolder } from "../own-folder.ts";
import { type RecordedEvent, recordedDays, toLines } from "../recorded-days.ts";
import { pouch100 } from "../ways.ts";
import { openTap } from "../wire-tap.ts";
import { inTurn, type Part } from "./in-turn.ts";

const EVENTS = 20_000;
const PRESSES = 12;
const SETTLED_MS = 1_500;
const MESSAGE_WITHIN_MS = 10_000;

/** Rows 7 to 9. Bytes do not depend on speed; all that is on the connection counts, greeting and status too. */
export async function bytesRows(part: Part): Promise<Row[]> {
  const events = recordedDays(EVENTS, { deviceId: "bench-1", siteId: "bench" });
  const without = events.map(withoutPersonal);
  const once = { ...part, runs: 1 };
  const words = ({ bytesUpPerEvent, bytesBothWaysPerEvent }: Drained) =>
    `${bytesUpPerEvent.toFixed(1)} bytes up an event, ${bytesBothWaysPerEvent.toFixed(1)} both ways`;
  const counted = (name: string, some: RecordedEvent[]) =>
    inTurn(once, {
      ...{ name, words, ways: [ours, pouch100] },
      measure: (way) => drain(way, some, { cable: {} }),
    });
  const plain = await counted("bytes, no personal fields", without);
  const full = await counted("bytes, with personal fields", events);
  const up = (runs: typeof plain) => runs.of(ours, ({ bytesUpPerEvent }) => bytesUpPerEvent);
  const both = (runs: typeof plain, way: typeof ours) =>
    runs.of(way, ({ bytesBothWaysPerEvent }) => bytesBothWaysPerEvent);

  const personal = events.filter((event) => "personal" in event).length;
  const more = (median(up(full)) - median(up(plain))) * EVENTS;
  const single = await inOwnFolder((folder) => singles(folder));
  const ndjson = Buffer.byteLength(toLines(without)) / EVENTS;
  return [
    toRow({
      what: "7. bytes up an event, all on the connection, personal fields apart / NDJSON",
      ...{ measured: up(plain), reference: [ndjson], target: { atMost: 0.13 } },
    }),
    toRow({
      what: `8. bytes both ways an event, personal fields apart / ${pouch100.name}`,
      ...{
        measured: both(plain, ours),
        reference: both(plain, pouch100),
        target: { atMost: 0.08 },
      },
    }),
    toFact(`7. bytes up of one sealed personal field (${personal} in ${EVENTS})`, [
      more / personal,
    ]),
    toFact("7. bytes up an event, personal fields and all", up(full)),
    toRow({
      what: "9. payload of a single priority event / its JSON, bytes",
      ...{ measured: single.payloads, reference: [single.json], target: { atMost: 0.35 } },
    }),
  ];
}

function withoutPersonal(event: RecordedEvent): RecordedEvent {
  if (!("personal" in event)) return event;
  const { personal: _personal, ...rest } = event;
  return rest;
}

/** Presses of "get a person" on an agent that has nothing else to say: the first message after each. */
async function singles(folder: string): Promise<{ payloads: number[]; json: number }> {
  const place = { folder: join(folder, "bench-1"), deviceId: "bench-1" };
  mkdirSync(place.folder);
  const broker = await startMosquitto(join(folder, "broker"));
  const centre = await startCentre(folder, { brokerUrl: broker.url });
  await enrol(place.folder, folder);
  let heard = (_payload: Buffer) => {};
  const tap = await openTap(broker.port, ({ topic, payload }) => {
    if (topic.includes("/up/")) heard(payload);
  });
  const agent = await startAgent(place, tap.port, { plain: true });
  try {
    await within(MESSAGE_WITHIN_MS, "the agent connected", agent.drained);
    const payloads: number[] = [];
    for (let press = 0; press < PRESSES; press += 1) {
      await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
      const next = new Promise<Buffer>((resolve) => {
        heard = resolve;
      });
      await agent.post(urgentRequest.path, urgentRequest.body());
      payloads.push((await within(MESSAGE_WITHIN_MS, "a message", next)).length);
    }
    return { payloads, json: asJson() };
  } finally {
    await agent.stop();
    tap.close();
    await centre.stop();
    await broker.stop();
  }
}

/** The same event as it would lie in an outbox of JSON. */
function asJson(): number {
  const days = recordedDays(500, { deviceId: "bench-1", siteId: "bench" });
  const asked = days.find(({ type }) => type === "help.asked.v1");
  return Buffer.byteLength(JSON.stringify(asked));
}
