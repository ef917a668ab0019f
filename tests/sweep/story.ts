import { AttemptView, CollectionCheck, StaffLive, TurnBegun } from "@drop-in/contracts";
import type { Adapter, Device, Outcome } from "./adapter.ts";
import { type Box, startBox } from "./box.ts";
import type { Cut, Place } from "./breaker.ts";
import { createLedger, type Ledger, look } from "./ledger.ts";
import { code, collectionId, firstDay, pins } from "./plan.ts";
import { createVirtualTime, type VirtualTime } from "./virtual-time.ts";
import { createWire } from "./wire.ts";

/** Whose power goes, and how soon the box is back: while the coil still turns, or long after. */
export type Fails = "box, back at once" | "box, back later" | "whole cabinet";
export type Case = {
  outcome: Outcome;
  cut?: Cut;
  fails: Fails;
  /** The wall clock wakes up this far off. */
  yearsOff?: number;
  commitsEarly?: boolean;
};
export type Told = { places: readonly Place[]; violations: readonly string[]; outcomes: string[] };

const YEAR_MS = 365 * 86_400_000;
const REST_WITHIN_MS = 120_000;
/** Time enough to take what is there to take, before saying whether it came. */
const ANSWERS_AFTER_MS = 700;
const offMs: Record<Fails, number> = {
  "box, back at once": 300,
  "box, back later": 8_000,
  "whole cabinet": 1_000,
};

/** One vend from the code to the last look of staff, with harm done at one point of it. */
export async function tellStory(adapter: Adapter, image: Buffer, told: Case): Promise<Told> {
  const time = createVirtualTime();
  const wire = createWire(time);
  let yearsOff = 0;
  const wall = () => new Date(firstDay.getTime() + time.now() + yearsOff * YEAR_MS);
  const { outcome, cut, commitsEarly } = told;
  const now = () => wall().toISOString();
  const around = { line: wire.line, timer: time.timer, now };
  const device = adapter.plugIn({ ...around, outcome: outcome.name });
  const ledger = createLedger(adapter, outcome, device);
  const parts = { adapter, outcome: outcome.name, wire, time, wall, onWrite: ledger.written };

  let box = await startBox({ ...parts, image, start: 1, cut, commitsEarly });
  const boxes = [box];
  const { breaker } = box;
  const scene = () => ({ time, device, ledger, box });
  await vend(scene(), 1);
  // The reference ends with the person's answer; what follows is only there to see what became of it.
  const places = [...breaker.places()];
  const outcomes = look(box.book).attempts.map((row) => row.outcome_json ?? "open");

  if (breaker.struck() && !box.life.powered) {
    wire.unplugHost();
    if (told.fails === "whole cabinet") await darken();
    yearsOff = told.yearsOff ?? 0;
    await time.pass(offMs[told.fails]);
    if (told.fails === "whole cabinet") lighten();
    box = await startBox({ ...parts, image: box.book.image(), start: 2 });
    boxes.push(box);
  } else if (breaker.struck()) {
    await time.pass(5_000);
    box.disk.refuses = false;
  }

  async function darken() {
    // What was already on the wire arrives; then it is dark.
    await time.pass(2);
    device.setPower(false);
    wire.setDevicePower(false);
  }
  function lighten() {
    wire.setDevicePower(true);
    device.setPower(true);
  }

  await rest(scene());
  await vend(scene(), 2);
  await time.pass(adapter.lastMoveMs);
  await rest(scene());
  await letStaffLook(scene());
  const left = look(box.book).collection;
  const clockWasOff = yearsOff !== 0;
  yearsOff = 0;
  if (left === "ready" || clockWasOff) {
    await vend(scene(), 3);
    if (left === "expired" && look(box.book).collection !== left) {
      ledger.broken("V15 an expired code came back with the clock");
    }
    await time.pass(adapter.lastMoveMs);
    await rest(scene());
    await letStaffLook(scene());
  }
  for (const each of boxes) each.book.db.close();
  const { violations } = ledger;
  return { places, violations, outcomes };
}

type Scene = { time: VirtualTime; device: Device; ledger: Ledger; box: Box };

const ask = (count: number) => `33333333-3333-4333-8333-${String(count).padStart(12, "0")}`;

/** The person types the code, takes what comes, and says truly whether it came. */
async function vend({ time, device, box }: Scene, count: number): Promise<void> {
  const { desk, life, book, machine } = box;
  await time.pass(5_000, () => !life.powered || machine.status().link === "online");
  if (!life.powered || !desk) return;
  const begun = await desk.post("/api/visitor/turns", { language: "en" });
  if (!begun.ok) return;
  const { turnId } = TurnBegun.parse(begun.body);
  const checked = await desk.post("/api/visitor/collections/check", { turnId, code });
  if (!checked.ok || CollectionCheck.parse(checked.body).kind !== "ready") return;
  const before = device.delivered();
  const url = `/api/visitor/collections/${collectionId}/dispense`;
  const started = await desk.post(url, { turnId, requestId: ask(count) });
  if (!started.ok) return;
  const { attemptId } = AttemptView.parse(started.body);
  const outcome = book.db.prepare("select outcome_json from attempt where attempt_id = ?").pluck();
  await time.pass(30_000, () => !life.powered || outcome.get(attemptId) !== null);
  await time.pass(ANSWERS_AFTER_MS, () => !life.powered);
  if (!life.powered) return;
  const answer = device.delivered() > before ? "got-it" : "nothing-came";
  await desk.post(`/api/visitor/attempts/${attemptId}/answer`, { answer });
  await desk.post(`/api/visitor/turns/${turnId}/end`, { why: "finished" });
}

/** Faults have stopped: within two minutes everything is finished or on the staff list. */
async function rest({ time, ledger, box }: Scene): Promise<void> {
  const open = box.book.db
    .prepare(
      `select (select count(*) from attempt where outcome_json is null)
        + (select count(*) from collection where state = 'in-progress')`,
    )
    .pluck();
  await time.pass(REST_WITHIN_MS, () => open.get() === 0);
  ledger.checkAtRest(box.book, await staffList(box));
}

async function staffList({ desk }: Box): Promise<string[]> {
  if (!desk) throw new Error("the box did not start");
  await desk.post("/api/staff/sign-in", { pin: pins.lead });
  return StaffLive.parse(desk.staffView()).unresolved.map(({ attemptId }) => attemptId);
}

/** Staff open the machine, put it right, and say what they found of every case, with a second person. */
async function letStaffLook({ device, ledger, box }: Scene): Promise<void> {
  const list = await staffList(box);
  device.putRight();
  const { desk } = box;
  for (const attemptId of list) {
    const slotId = look(box.book).attempts.find((row) => row.attempt_id === attemptId)?.slot_id;
    const found = {
      resolution: ledger.leftBy(attemptId) > 0 ? "dispensed" : "not-dispensed",
      reason: "looked inside",
      countedStock: device.inside(slotId ?? ""),
      secondPin: pins.second,
    };
    const url = `/api/staff/attempts/${attemptId}/resolve`;
    const first = await desk?.post(url, found);
    if (!first?.ok) ledger.broken(`V20 a case cannot be closed: ${first?.why}`);
    if ((await desk?.post(url, found))?.ok) ledger.broken("V20 a case was closed twice");
  }
  if ((await staffList(box)).length > 0) ledger.broken("V20 a closed case is still listed");
  for (const { slot_id, lock_reason } of look(box.book).slots) {
    if (lock_reason === null) continue;
    const counted = { countedStock: device.inside(slot_id), repaired: true };
    const checked = await desk?.post(`/api/staff/slots/${slot_id}/checked`, counted);
    if (!checked?.ok) ledger.broken(`a locked slot cannot be checked: ${checked?.why}`);
  }
  ledger.checkExact(box.book);
}
