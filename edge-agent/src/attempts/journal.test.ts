import { CollectionId, createCode, type NumberedFeedItem } from "@drop-in/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  boot,
  firstFeed,
  hashFor,
  newWorld,
  pin,
  pinned,
  secondPin,
  type World,
} from "../agent.fixture.ts";

/** What really happens behind the glass, whatever the machine then says of it. */
type Turn = { drops: boolean; says: "dispensed" | "not-dispensed" | "unclear" | "nothing" };

const honest: Turn[] = [
  { drops: true, says: "dispensed" },
  { drops: false, says: "not-dispensed" },
  { drops: true, says: "unclear" },
  { drops: false, says: "unclear" },
  { drops: true, says: "nothing" }, // the agent dies before it hears
  { drops: false, says: "nothing" },
];
const COLLECTIONS = 4;
const code = (index: number) => createCode([index, 1, 2, 3, 4, 5, 6]);
const idOf = (index: number) => CollectionId.parse(`44444444-4444-4444-8444-00000000000${index}`);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("collect" as const),
      which: fc.nat(COLLECTIONS - 1),
      turn: fc.constantFrom(...honest),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("resolve" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reboot" as const) }) },
);

test("however a day goes, no collection ever gets two items, and the book is right once staff have looked", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const day = await openDay();
      for (const each of steps) {
        if (each.do === "collect") await day.collect(each.which, each.turn);
        if (each.do === "resolve") await day.resolveAll();
        if (each.do === "reboot") await day.reboot();
        for (const drops of day.drops.values()) expect(drops).toBeLessThanOrEqual(1); // V1
        expect(day.illegalTurns).toEqual([]); // V6: never from a locked or empty slot
      }
      await day.reboot();
      await day.resolveAll();
      expect(day.book()).toEqual(day.physical); // V5
      expect(day.unfinished()).toEqual([]); // V4
    }),
    { numRuns: 60 },
  );
});

async function openDay() {
  const world = newWorld();
  let booted = await boot(world);
  booted.agent.applyFeed([...firstFeed(world).slice(0, 2), ...pins(world)]);
  const drops = new Map<string, number>();
  const physical: Record<string, number> = { A01: 3, A02: 3 };
  const illegalTurns: string[] = [];
  let requests = 0;

  const post = (url: string, payload: object, cookie = "") =>
    booted.app.inject({ method: "POST", url, payload, headers: { "x-drop-in": "1", cookie } });
  const slots = () =>
    world.db
      .prepare<[], { slot_id: string; stock: number; lock_reason: string | null }>(
        "select * from slot",
      )
      .all();

  async function collect(which: number, turn: Turn): Promise<void> {
    const { turnId } = (await post("/api/visitor/turns", { language: "en" })).json();
    await post("/api/visitor/collections/check", { turnId, code: code(which) });
    world.script = turn.says === "nothing" ? [] : [outcomeOf(turn)];
    const before = world.turned.length;
    const locked = new Set(
      slots()
        .filter((slot) => slot.lock_reason || slot.stock === 0)
        .map((slot) => slot.slot_id),
    );
    requests += 1;
    await post(`/api/visitor/collections/${idOf(which)}/dispense`, {
      turnId,
      requestId: `55555555-5555-4555-8555-${String(requests).padStart(12, "0")}`,
    });
    await new Promise(setImmediate);
    for (const selection of world.turned.slice(before)) {
      const slotId = selection === 11 ? "A01" : "A02";
      if (locked.has(slotId)) illegalTurns.push(slotId);
      if (!turn.drops) continue;
      physical[slotId] = (physical[slotId] ?? 0) - 1;
      drops.set(idOf(which), (drops.get(idOf(which)) ?? 0) + 1);
    }
    if (turn.says === "nothing") await reboot();
  }

  async function reboot(): Promise<void> {
    booted = await boot(world);
  }

  /** Staff look into the machine and say truly what they see. */
  async function resolveAll(): Promise<void> {
    const signed = await post("/api/staff/sign-in", { pin });
    const cookie = `${signed.cookies[0]?.name}=${signed.cookies[0]?.value}`;
    const unclear = world.db
      .prepare<[], { attempt_id: string; collection_id: string; slot_id: string }>(
        "select * from attempt where outcome_json ->> 'kind' = 'unclear' and resolution is null",
      )
      .all();
    for (const attempt of unclear) {
      const left = (drops.get(attempt.collection_id) ?? 0) > 0;
      const found = {
        resolution: left ? "dispensed" : "not-dispensed",
        reason: "looked",
        secondPin,
        countedStock: physical[attempt.slot_id] ?? 0,
      };
      await post(`/api/staff/attempts/${attempt.attempt_id}/resolve`, found, cookie);
    }
  }

  return {
    drops,
    physical,
    illegalTurns,
    collect,
    reboot,
    resolveAll,
    book: () => Object.fromEntries(slots().map(({ slot_id, stock }) => [slot_id, stock])),
    unfinished: () =>
      world.db
        .prepare("select * from collection where state in ('in-progress', 'with-staff')")
        .all(),
  };
}

function pins(world: World): NumberedFeedItem[] {
  return Array.from({ length: COLLECTIONS }, (_, index) => ({
    number: 3 + index,
    item: {
      type: "collection.pinned",
      collection: pinned(world, idOf(index), hashFor(code(index))),
    },
  }));
}

function outcomeOf({ says }: Turn): World["script"][number] {
  if (says === "dispensed") return { kind: "dispensed", proof: "confirmed" };
  if (says === "not-dispensed")
    return { kind: "not-dispensed", reason: "door-open", provedBy: "refused-before-motion" };
  return { kind: "unclear", last: "moving" };
}
