import { inMemory, type OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { seeded } from "../faults/seeded.ts";
import { createBusBox } from "./bus-box.ts";
import { openBusCentre } from "./bus-centre.ts";
import { makeBusKeys } from "./bus-keys.ts";
import { createLedger } from "./bus-ledger.ts";
import { createBusLine } from "./bus-line.ts";
import { createBusMachine } from "./bus-machine.ts";
import { readRecord, whoCanBeRead } from "./bus-record.ts";
import { createBusStaff } from "./bus-staff.ts";
import { createBusTime } from "./bus-time.ts";
import { createStation, createVisitors, type Reach } from "./bus-visitors.ts";
import { chanceOf } from "./world.ts";

export type DayOptions = {
  seed: number;
  /** By how much the wall clock of the box is fast. */
  fastMs: number;
  /** Which part of the messages gets lost once the line is back. */
  loses?: number;
  /** What befalls the box on the way: its program dies twice, and it is switched off, now and for the way home. */
  dies?: "and-loses-its-clock" | "and-keeps-its-clock";
  open?: OpenDatabase;
};
export type BusDay = Awaited<ReturnType<typeof playBusDay>>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ALONE_MS = 8 * HOUR;
export const visits = 300;
export const vends = 60;
export const helps = 12;
const reaches: Reach[] = [
  ...Array.from({ length: 30 }, () => "phone" as const),
  ...Array.from({ length: 5 }, () => "come-back" as const),
  ...Array.from({ length: 5 }, () => "nothing" as const),
];

/** A day of the bus: heard in the morning, alone for eight hours, heard again. Answers with what was promised and what is recorded. */
export async function playBusDay(options: DayOptions) {
  const { time, line, box, centre, complain, ...day } = await begin(options);
  const codes = await morning();
  const cutAt = time.now();
  const atHome = cutAt + ALONE_MS;
  const until = (at: number) => time.pass(at - time.now());
  const { spare, stations, staff } = crowd({ ...day, time, box, complain }, codes);
  if (options.dies) await badDay();
  await until(atHome - 6 * MINUTE);
  staff.goHome();
  await until(atHome);
  if (options.dies) await wayHome();
  for (const station of stations) if (station.left() > 0) complain("somebody still waits");
  const drain = await evening();
  const recorded = await readRecord(centre);
  const { ledger, complaints, machine } = day;
  const people = await whoCanBeRead(ledger, box.db.serialize(), centre, recorded.callbacks);
  const endedAt = time.now();
  await box.switchOff();
  await centre.close();
  const shelf = machine.all();
  return { ledger, recorded, complaints, drain, people, shelf, endedAt, spare: spare.answer };

  /** The box is heard, its stock is known, and it is told whose braces it carries. */
  async function morning(): Promise<string[]> {
    line.heal();
    await box.switchOn({ fastMs: options.fastMs });
    await time.pass(5 * MINUTE);
    const issued = await time.working(centre.issue(vends + 1));
    line.cut();
    await time.pass(MINUTE);
    line.heal();
    await time.pass(5 * MINUTE);
    if (box.waiting() > 0) complain("the morning's events did not arrive");
    line.cut();
    return issued;
  }

  async function badDay(): Promise<void> {
    await until(cutAt + 1.7 * HOUR);
    await box.restart();
    await until(cutAt + 3.3 * HOUR);
    await box.restart();
    await until(cutAt + 5.5 * HOUR);
    await box.switchOff();
    await time.pass(20 * MINUTE);
    await box.switchOn(clockAfterDark());
    spare.ask();
  }

  async function wayHome(): Promise<void> {
    await box.switchOff();
    await time.pass(HOUR);
    await box.switchOn(clockAfterDark());
  }

  function clockAfterDark() {
    return options.dies === "and-loses-its-clock" ? "1970" : { fastMs: options.fastMs };
  }

  async function evening() {
    const events = box.waiting();
    const healedAt = time.now();
    line.heal(options.loses);
    const drained = await time.pass(30 * MINUTE, () => box.waiting() === 0);
    if (!drained) complain(`${box.waiting()} events never arrived`);
    const carried = { ...line.carried };
    const ms = time.now() - healedAt;
    await time.pass(MINUTE);
    return { events, ms, ...carried };
  }
}

async function begin({ seed, open = inMemory }: DayOptions) {
  const chance = chanceOf(seeded(seed));
  const time = createBusTime("2026-11-23T08:00:00.000Z");
  const complaints: string[] = [];
  const complain = (what: string) => void complaints.push(what);
  const keys = await makeBusKeys();
  const line = createBusLine(time, chance);
  const machine = createBusMachine(time);
  const centre = await openBusCentre({ open, time, line, keys, chance, complain });
  const box = createBusBox({ time, line, keys, machine, complain });
  return { chance, time, complaints, complain, line, machine, centre, box, ledger: createLedger() };
}

type Around = Pick<
  Awaited<ReturnType<typeof begin>>,
  "chance" | "time" | "complain" | "machine" | "box" | "ledger"
>;

/** Everybody who will come to one of three screens, and those who work there. */
function crowd({ complain, machine, ...around }: Around, codes: readonly string[]) {
  const { chance, time } = around;
  const fail = (error: unknown) => complain(`somebody: ${String(error)}`);
  const people = createVisitors(around);
  const stations = [1, 2, 3].map(() => createStation(time, fail));
  const openedAt = time.now();

  type Station = (typeof stations)[number];
  function somebody(withinHours: number, act: (station: Station) => Promise<void>): void {
    const station = chance.one(stations);
    const at = openedAt + 2 * MINUTE + chance.below(withinHours * HOUR);
    station?.come(at, () => act(station));
  }
  for (let one = 0; one < visits; one += 1) somebody(7.4, people.checkIn);
  for (const code of codes.slice(0, vends)) {
    somebody(4, (station) => people.collect(code, (ms, act) => station.come(time.now() + ms, act)));
  }
  for (const [place, reach] of reaches.entries()) {
    somebody(7.4, () => people.pressCallback(reach, place));
  }
  for (let one = 0; one < helps; one += 1) somebody(7.4, people.askHelp);

  const staff = createBusStaff({ ...around, machine });
  void staff.work().catch(fail);
  for (const station of stations) void station.open().catch(fail);
  /** One whose brace nobody fetches; what the machine says of it when it is asked. */
  const spare = {
    answer: "not asked",
    ask(): void {
      const said = (answer: string) => {
        spare.answer = answer;
      };
      void people.look(codes[vends] ?? "").then(said, fail);
    },
  };
  return { staff, stations, spare };
}
