import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { eventually } from "../../hub-under-test.ts";
import { seeded } from "../seeded.ts";
import { complaintsIn } from "./complaints.ts";
import { type Estate, openEstate } from "./estate.ts";
import { playOut, type Tally } from "./inflict.ts";
import { judge, type Violation } from "./judge.ts";
import { startLoad } from "./load.ts";
import { planFaults } from "./plan.ts";

export type SyncFaultsReport = {
  seed: number;
  faults: number;
  byKind: Record<string, number>;
  /** Kinds that could not be had, with the reason. */
  without: Record<string, string>;
  /** Answers that people were given. */
  promised: number;
  askedAgain: number;
  committed: number;
  inRecord: number;
  violations: Violation[];
  /** Errors in the logs of the programs, by name. */
  complaints: Record<string, number>;
  faultSeconds: number;
  /** From the last fault until nothing waited anywhere. */
  drainSeconds: number;
  /** Programs, settings and logs of a run that was not clean. */
  folder?: string;
};

type Options = {
  seed: number;
  faults: number;
  devices?: number;
  msPerFault?: number;
  tell: (line: string) => void;
};

const PEOPLE_EVERY_MS = 150;
const TELL_EVERY_MS = 15_000;
const DRAINS_WITHIN_MS = 120_000;

/** Load and faults at once; then all is mended, and the record is held against what devices committed and people were told. */
export async function faultsOfSync({
  seed,
  faults,
  devices = 3,
  tell,
  ...how
}: Options): Promise<SyncFaultsReport> {
  const random = seeded(seed + 1); // apart from the plan's, so that neither disturbs the other
  const estate = await openEstate({ devices, random });
  const stopListening = closeWhenStopped(estate);
  const without = [...estate.without.keys()];
  const tally: Tally = new Map();
  let clean = false;
  try {
    await allReachTheCentre(estate);
    const loads = estate.devices.map(({ name, url }) =>
      startLoad({ device: name, url, pin: estate.pin, random, everyMs: PEOPLE_EVERY_MS }),
    );
    const promised = () => loads.reduce((sum, load) => sum + load.promised.length, 0);
    const startedMs = performance.now();
    const progress = setInterval(
      () => void tellProgress({ estate, tally, promised: promised(), startedMs, tell }),
      TELL_EVERY_MS,
    );
    const stage = { estate, tally, turnOfServers: { next: 0 } };
    const actors = planFaults({ seed, faults, devices, without, ...how });
    await Promise.all(actors.map((actor) => playOut(actor, stage)));
    const faultSeconds = secondsSince(startedMs);
    await pause(1_000);
    await Promise.all(loads.map((load) => load.stop()));
    clearInterval(progress);
    tell(`  mended after ${faultSeconds} s; waiting until nothing waits`);
    const mendedMs = performance.now();
    await drained(estate).catch((error) => tell(`  ${error}`)); // the judge says what is missing
    const drainSeconds = secondsSince(mendedMs);

    const books = estate.devices.map((device) => device.read());
    const record = await estate.centre.record.read();
    const violations = judge(
      books,
      record,
      loads.flatMap((load) => load.promised),
    );
    clean = violations.length === 0;
    return {
      seed,
      faults: [...tally.values()].reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries([...tally].toSorted(([a], [b]) => a.localeCompare(b))),
      without: Object.fromEntries(estate.without),
      promised: promised(),
      askedAgain: loads.reduce((sum, load) => sum + load.failed(), 0),
      committed: books.flatMap(({ streams }) => streams).reduce((sum, one) => sum + one.lastSeq, 0),
      inRecord: record.events.length,
      complaints: complaintsIn(join(estate.folder, "logs")),
      ...{ violations, faultSeconds, drainSeconds },
      ...(clean ? {} : { folder: estate.folder }),
    };
  } finally {
    stopListening();
    await estate.close({ keepFolder: !clean });
  }
}

/** Whoever stops the run by hand is left with no programs and no mounts. */
function closeWhenStopped(estate: Estate): () => void {
  const giveUp = () => void estate.close({ keepFolder: false }).finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, giveUp);
  return () => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, giveUp);
  };
}

/** Each has said that it started, and the centre has it. */
async function allReachTheCentre({ devices }: Estate): Promise<void> {
  for (const { name, read } of devices) {
    await eventually(`${name} heard by the centre`, async () => {
      const { streams } = read();
      return streams.length > 0 && streams.every(({ waiting }) => waiting === 0);
    });
  }
}

async function drained({ devices }: Estate): Promise<void> {
  for (const { name, read } of devices) {
    await eventually(
      `nothing waiting on ${name}`,
      async () => read().streams.every(({ waiting }) => waiting === 0),
      DRAINS_WITHIN_MS,
    );
  }
}

type Progress = {
  estate: Estate;
  tally: Tally;
  promised: number;
  startedMs: number;
  tell: (line: string) => void;
};

async function tellProgress({ estate, tally, promised, startedMs, tell }: Progress) {
  const faults = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const inRecord = await estate.centre.record.count().catch(() => "?");
  const waiting = estate.devices.map(({ read }) => {
    try {
      return read().streams.reduce((sum, one) => sum + one.waiting, 0);
    } catch {
      return "?"; // just being killed
    }
  });
  const parts = [
    `${faults} faults`,
    `${promised} promised`,
    `${inRecord} in the record`,
    `waiting on devices: ${waiting.join(", ")}`,
    `${secondsSince(startedMs)} s`,
  ];
  tell(`  ${parts.join("; ")}`);
}

const secondsSince = (ms: number): number => Math.round((performance.now() - ms) / 100) / 10;
