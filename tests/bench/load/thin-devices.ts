import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openTongues } from "../ours-thin.ts";
import { recordedDays } from "../recorded-days.ts";
import { careRows } from "./care-rows.ts";
import { type Counts, createThinDevice } from "./thin-device.ts";

/**
 * Plays many devices in one process, as a load: a part of the fleet that beats and says now and then an event, or (DRAIN
 * rows each) devices that have been offline and drain all they have. Told by its environment; tells its counts each second;
 * SIGUSR2 makes a storm of it and ends it. Stops by itself.
 */
const env = process.env;
const number = (name: string) => Number(env[name] ?? 0);
const drain = number("DRAIN");
const perSecond = number("EVENTS_PER_SECOND");
const stormPerSecond = number("STORM_PER_SECOND");
const connectPerSecond = number("CONNECT_PER_SECOND");
const beatEveryMs = number("BEAT_EVERY_MS");
const endsAt = performance.now() + number("LIVES_MS");
const STORM_ROWS = 10; // devices that come back say some at a time

const tongues = await openTongues(JSON.parse(readFileSync(env.KEYS_FILE ?? "", "utf8")));
const rows = careRows(recordedDays(drain > 0 ? drain * 2 : 5_000, { deviceId: "x", siteId: "x" }));
const counts: Counts = { connected: 0, welcomed: 0, sent: 0, acked: 0, beats: 0, lost: 0 };
const owed = new Map<number, number>(); // how many events each device has, of those it may say
type Round = "beat" | "say" | "look";
const rounds = new Map<Round, number>();
const next = (round: Round) => devices[turn(round)];
let storm = false;

const devices: ReturnType<typeof createThinDevice>[] = [];
process.on("SIGUSR2", () => {
  storm = !storm;
});
process.once("SIGTERM", () => process.exit(0));
process.stdout.write(`${JSON.stringify({ ready: true })}\n`);
setInterval(tell, 1_000).unref();

for (const [place, tongue] of tongues.entries()) {
  devices.push(
    createThinDevice({
      ...{ tongue, counts, port: number("PORT"), from: addressOf(place) },
      ...(drain > 0 ? { batchRows: 500, inFlight: 4 } : { batchRows: STORM_ROWS, inFlight: 2 }),
      rowsFrom: (seq, most) => rowsOf(place, seq, most),
    }),
  );
  await pause(1_000 / connectPerSecond);
}
if (drain > 0) await drained();
else await live();
tell();
process.exit(0);

/** In drain mode the devices have all of it from the beginning; a fleet's events come to be one after another. */
function rowsOf(place: number, seq: number, most: number): readonly string[] {
  const has = drain > 0 ? drain : (owed.get(place) ?? 0);
  const count = Math.min(most, has - seq + 1);
  // No row twice: ids in it are its device's own, so that what is kept can be counted by what is different.
  return Array.from({ length: Math.max(0, count) }, (_, more) => rows(place, seq + more));
}

async function drained(): Promise<void> {
  while (performance.now() < endsAt && !devices.every((device) => device.done(drain))) {
    for (const device of devices) await device.look();
    await pause(20);
  }
}

async function live(): Promise<void> {
  let [beaten, said, last] = [0, 0, performance.now()];
  while (performance.now() < endsAt) {
    await pause(50);
    const now = performance.now();
    const seconds = (now - last) / 1000;
    last = now;
    beaten += (devices.length * seconds * 1000) / beatEveryMs;
    for (; beaten >= 1; beaten -= 1) await next("beat")?.beat();
    const each = storm ? STORM_ROWS : 1;
    said += ((storm ? stormPerSecond : perSecond) * seconds) / each;
    for (; said >= 1; said -= 1) {
      const place = turn("say");
      owed.set(place, (owed.get(place) ?? 0) + each);
      await devices[place]?.pump();
    }
    await next("look")?.look();
  }
}

/** Devices come up one after another, so that each beats once in `beatEveryMs`. */
function turn(round: Round): number {
  const place = ((rounds.get(round) ?? -1) + 1) % devices.length;
  rounds.set(round, place);
  return place;
}

function tell(): void {
  process.stdout.write(`${JSON.stringify({ counts })}\n`);
}

/** 127.0.1.1 on, some thousand devices from each. */
function addressOf(place: number): string {
  return `127.0.${number("SUBNET")}.${1 + (place % 200)}`;
}
