import { expect, test } from "vitest";
import { decideByEvidence } from "./decide-by-evidence.ts";
import { type Evidence, noEvidence } from "./evidence.ts";
import { settleByEvidence } from "./settle-by-evidence.ts";
import { createHandTime } from "./vmc-fafb/scripted-line.test-rig.ts";

const told = (what: Partial<Evidence>): Evidence => ({ ...noEvidence, ...what });
const unclear = { kind: "unclear", last: "go-sent" };

const cases: [
  what: string,
  before: Partial<Evidence>,
  after: Partial<Evidence>,
  decided: object,
][] = [
  ["nothing is said", {}, {}, unclear],
  [
    "the counter stands still",
    { vends: 7 },
    { vends: 7 },
    { kind: "not-dispensed", provedBy: "counter-unchanged" },
  ],
  ["it counted one more", { vends: 7 }, { vends: 8 }, { kind: "dispensed", proof: "presumed" }],
  ["it counted more than one: whose were they", { vends: 7 }, { vends: 9 }, unclear],
  ["the counter is heard for the first time", {}, { vends: 7 }, unclear],
  [
    "the item is gone from behind its door",
    { item: "present" },
    { item: "absent" },
    { kind: "dispensed", proof: "confirmed" },
  ],
  [
    "the door stands open that was shut",
    { door: "closed" },
    { door: "open" },
    { kind: "dispensed", proof: "presumed" },
  ],
  [
    "door shut and item there: it may have been opened and shut",
    { door: "closed", item: "present" },
    { door: "closed", item: "present" },
    unclear,
  ],
  ["the slot is on the list of jams", {}, { jammed: true }, { kind: "unclear", last: "jammed" }],
  [
    "something lies in the lift",
    {},
    { inDelivery: true },
    { kind: "unclear", last: "delivery-path-fault" },
  ],
  [
    "the bus was reset after our approval",
    {},
    { doneAfterApproval: true },
    { kind: "dispensed", proof: "presumed" },
  ],
];

test.each(cases)("%s", (_, before, after, decided) => {
  expect(decideByEvidence("go-sent", told(before), told(after))).toMatchObject(decided);
});

test("that nothing left is believed only of the last look: a coil may still be turning at the first", async () => {
  const counts = [7, 7, 8];
  expect(await settled(() => told({ vends: counts.shift() ?? 8 }))).toEqual({
    kind: "dispensed",
    proof: "presumed",
  });
  expect(await settled(() => told({ vends: 7 }))).toMatchObject({ kind: "not-dispensed" });
});

test("hardware that does not answer in time leaves it unclear", async () => {
  expect(await settled(() => undefined)).toEqual(unclear);
});

async function settled(read: () => Evidence | undefined) {
  const time = createHandTime();
  const status = {
    link: "online" as const,
    door: "unknown" as const,
    cabinetTemperatureC: null,
    humidityPercent: null,
    deliveryPath: "unknown" as const,
    openDoors: [],
  };
  const machine = {
    status: () => status,
    onStatus: () => () => {},
    readEvidence: async () => read(),
  };
  const unsettled = { selection: 11, last: "go-sent" as const, before: told({ vends: 7 }) };
  const outcome = settleByEvidence(unsettled, { machine, timer: time.timer, withinMs: 30_000 });
  for (let second = 0; second < 31; second += 1) {
    await new Promise(setImmediate);
    time.pass(1_000);
  }
  return outcome;
}
