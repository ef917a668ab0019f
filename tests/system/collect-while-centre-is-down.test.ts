import { AttemptView, MachineId, VariantId } from "@drop-in/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, type HubUnderTest, startTestHub } from "../hub-under-test.ts";

const machine = MachineId.parse("spiral-1");
const variant = VariantId.parse("wrist-splint-neutral-m-left");

let hub: HubUnderTest;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());

async function issueAndWait() {
  const issued = await eventually("a code", () => hub.console.issue(machine, variant));
  await eventually("the code on the machine", async () =>
    (await hub.console.live()).collections.some(
      (row) => row.collectionId === issued.collectionId && row.state === "on-machine",
    ),
  );
  return issued;
}

async function dispense(code: string, collectionId: string) {
  await eventually(
    "the machine online",
    async () => (await hub.agent.visitorLive()).vending === "ready",
  );
  const turnId = await hub.agent.beginTurn();
  const check = await hub.agent.visitor("collections/check", { turnId, code });
  expect(check.body.kind).toBe("ready");
  const { body } = await hub.agent.visitor(`collections/${collectionId}/dispense`, {
    turnId,
    requestId: crypto.randomUUID(),
  });
  return body.attemptId as string;
}

const ended = (attemptId: string) =>
  eventually(
    "an outcome",
    async () => AttemptView.parse(await hub.agent.attempt(attemptId)).outcome ?? undefined,
  );
const dropped = async () => (await hub.bench.spiral()).world.dropped.length;
const stockAtCentre = async () =>
  (await hub.console.live()).stock
    .filter((row) => row.variantId === variant)
    .reduce((sum, row) => sum + row.stock, 0);

test("a code issued before the centre stopped still opens the right box, and the centre hears of it later", async () => {
  const { code, collectionId } = await issueAndWait();
  const stockBefore = await stockAtCentre();
  await hub.kill("centre", "SIGTERM");

  const attemptId = await dispense(code, collectionId);
  expect(await ended(attemptId)).toMatchObject({ kind: "dispensed" });
  const { world } = await hub.bench.spiral();
  expect(world.dropped.map(({ variantId }) => variantId)).toEqual([variant]);

  await hub.restart("centre");
  hub.console.forget();
  await eventually("the collection dispensed at the console", async () =>
    (await hub.console.live()).collections.some(
      (row) => row.collectionId === collectionId && row.state === "dispensed",
    ),
  );
  expect(await stockAtCentre()).toBe(stockBefore - 1);
});

test("a QR held to the scanner opens the same door as its code", async () => {
  const { qr } = await issueAndWait();
  await eventually(
    "the machine online",
    async () => (await hub.agent.visitorLive()).vending === "ready",
  );
  await hub.bench.do("scanner/scan", { text: qr });
  const scan = await eventually(
    "the scan",
    async () => (await hub.agent.visitorLive()).turn?.scan ?? undefined,
  );
  expect(scan.check).toMatchObject({ kind: "ready", collection: { variantId: variant } });
  await hub.bench.do("scanner/scan", { text: `${qr.slice(0, -3)}000` });
  await eventually("the forgery refused", async () => {
    const { turn } = await hub.agent.visitorLive();
    return turn?.scan?.check.kind === "refused" && turn.scan.check.reason === "not-recognised";
  });
});

test("a jammed spiral is unclear: nothing more leaves the slot, and staff are told", async () => {
  const { code, collectionId } = await issueAndWait();
  const before = await dropped();
  const slots = (await hub.agent.staffLive()).slots.filter((slot) => slot.variantId === variant);
  for (const { slotId } of slots) await hub.bench.do("machine/jam", { slotId });
  const attemptId = await dispense(code, collectionId);
  expect(await ended(attemptId)).toEqual({ kind: "unclear", last: "jammed" });
  expect(await dropped()).toBe(before);
  const { unresolved } = await hub.agent.staffLive();
  expect(unresolved.map((attempt) => attempt.attemptId)).toContain(attemptId);
  for (const { slotId } of slots) await hub.bench.do("machine/clear-jam", { slotId });
  await resolve(attemptId, "not-dispensed");
});

test("a cable pulled in the middle of a turn is unclear, and the item falls once", async () => {
  const { code, collectionId } = await issueAndWait();
  const before = await dropped();
  const attemptId = await dispense(code, collectionId);
  await eventually("the coil turning", async () => (await hub.bench.spiral()).turning !== null);
  await hub.bench.do("machine/cable", { plugged: false });
  expect((await ended(attemptId)).kind).toBe("unclear");
  await hub.bench.do("machine/cable", { plugged: true });
  await eventually("the coil at rest", async () => (await hub.bench.spiral()).turning === null);
  expect(await dropped()).toBe(before + 1);
  await resolve(attemptId, "dispensed");
});

test("an agent killed in the middle of a turn comes back honest, and turns nothing again", async () => {
  const { code, collectionId } = await issueAndWait();
  const before = await dropped();
  const attemptId = await dispense(code, collectionId);
  await eventually("the coil turning", async () => (await hub.bench.spiral()).turning !== null);
  await hub.kill("agent");
  await hub.restart("agent");
  expect((await ended(attemptId)).kind).toBe("unclear");
  await eventually(
    "the machine online",
    async () => (await hub.agent.visitorLive()).vending === "ready",
  );
  expect(await dropped()).toBe(before + 1);
  const turnId = await hub.agent.beginTurn();
  expect((await hub.agent.visitor("collections/check", { turnId, code })).body).toEqual({
    kind: "refused",
    reason: "with-staff",
  });
});

async function resolve(attemptId: string, resolution: "dispensed" | "not-dispensed") {
  const { unresolved } = await hub.agent.staffLive();
  const { slotId } = unresolved.find((attempt) => attempt.attemptId === attemptId) ?? {};
  const shelf = (await hub.bench.spiral()).world.slots.find((slot) => slot.slotId === slotId);
  const counted = (shelf?.items.length ?? 0) + (shelf?.hanging ? 1 : 0);
  const secondPin = hub.signIn.colleague?.pin;
  const found = { resolution, reason: "looked", countedStock: counted, secondPin };
  expect((await hub.agent.staff(`attempts/${attemptId}/resolve`, found)).status).toBe(204);
}
