import { expect, test } from "vitest";
import { brace, hoursLater, openHub, pinned } from "../downlink.fixture.ts";

const released = [
  {
    type: "collection.released.v1",
    payload: { collectionId: brace, machineId: "spiral-1", pin: 1 },
  },
];
const askRelease = { type: "collection.release-asked", collectionId: brace } as const;

function holding() {
  const hub = openHub();
  hub.feed({ type: "collection-keys.set", codeSalt: "00".repeat(16), signingKeys: [] }, pinned());
  return hub;
}
const at = (hub: ReturnType<typeof holding>, hours: number) => {
  hub.now = new Date(hoursLater(hours));
};

test("it is handed out while the lease holds, and not a moment longer", async () => {
  const hub = holding();
  at(hub, 23.9);
  expect(await hub.check()).toMatchObject({ kind: "ready" });
  at(hub, 24);
  expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
  expect(() => hub.vend()).toThrow();
  expect(hub.turned).toEqual([]);
});

test("what the time may be at the latest is what counts", async () => {
  const hub = holding();
  hub.errorMs = 3_600_000;
  at(hub, 22.9);
  expect(await hub.check()).toMatchObject({ kind: "ready" });
  at(hub, 23);
  expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
});

test("a lapsed lease stays lapsed when the clock jumps back, also over a restart", async () => {
  const hub = holding();
  at(hub, 25);
  hub.services.collections.expireDue();
  expect(hub.facts("collection.released%")).toEqual(released);
  at(hub, 1);
  expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
  hub.restart();
  expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
  hub.feed({
    type: "collection.lease-extended",
    collectionId: brace,
    leaseUntil: hoursLater(48),
  });
  expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
  expect(hub.facts("collection.released%")).toHaveLength(1);
});

test("a box that nobody has told the time hands out nothing that may be elsewhere, and gives nothing up", async () => {
  const hub = holding();
  hub.errorMs = null;
  hub.restart();
  expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
  hub.services.collections.expireDue();
  expect(hub.state()?.letGo).toBeNull();
  hub.errorMs = 0;
  expect(await hub.check()).toMatchObject({ kind: "ready" });
});

test("a clock that nobody has confirmed neither turns anybody away as too early or too late, nor spends anything", async () => {
  const hub = holding();
  const right = hub.now;
  hub.errorMs = null;
  for (const wrong of ["1970-01-01T00:05:00.000Z", "2076-11-23T10:00:00.000Z"]) {
    hub.now = new Date(wrong);
    hub.restart();
    expect(await hub.check()).toEqual({ kind: "refused", reason: "with-staff" });
  }
  hub.now = right;
  hub.errorMs = 0;
  expect(await hub.check()).toMatchObject({ kind: "ready" });
});

test("a time that may be wrong by hours ends nothing for good until it surely has ended", async () => {
  const hub = holding();
  hub.feed({ type: "collection.lease-extended", collectionId: brace, leaseUntil: hoursLater(400) });
  hub.errorMs = 2 * 3_600_000;
  const expiresAt = hoursLater(72);
  hub.now = new Date(Date.parse(expiresAt) + 60_000);
  expect(await hub.check()).toEqual({ kind: "refused", reason: "expired" });
  hub.now = new Date(Date.parse(expiresAt) - 60_000); // a quicker answer told it better
  hub.errorMs = 100;
  expect(await hub.check()).toMatchObject({ kind: "ready" });
  hub.now = new Date(Date.parse(expiresAt) + 60_000);
  await hub.check();
  hub.now = new Date(Date.parse(expiresAt) - 60_000);
  expect(await hub.check()).toEqual({ kind: "refused", reason: "expired" });
});

test("a lease goes forward only", async () => {
  const hub = holding();
  const extend = (hours: number) =>
    hub.feed({
      type: "collection.lease-extended",
      collectionId: brace,
      leaseUntil: hoursLater(hours),
    });
  extend(48);
  extend(12);
  at(hub, 47);
  expect(await hub.check()).toMatchObject({ kind: "ready" });
});

test("what nobody is taking is let go in the commit that says so, and its slot is free", async () => {
  const hub = holding();
  const setAside = () => hub.services.stock.slots().reduce((sum, slot) => sum + slot.setAside, 0);
  expect(setAside()).toBe(1);
  hub.feed(askRelease);
  expect(hub.facts("collection.released%")).toEqual(released);
  expect(setAside()).toBe(0);
  expect(await hub.check()).toEqual({ kind: "refused", reason: "other-machine" });
  hub.feed(askRelease, pinned({ leaseUntil: hoursLater(60) }));
  expect(await hub.check()).toEqual({ kind: "refused", reason: "other-machine" });
  expect(hub.facts("collection.released%")).toHaveLength(1);
});

test("what is being taken, was taken, or may have been, is kept", async () => {
  const hub = holding();
  hub.vend();
  hub.feed(askRelease);
  expect(hub.facts("collection.kept%")).toHaveLength(1);
  const done = holding();
  done.script = [{ kind: "dispensed", proof: "confirmed" }];
  done.vend();
  await new Promise(setImmediate);
  done.feed(askRelease);
  expect(done.facts("collection.released%")).toEqual([]);
  const unclear = holding();
  unclear.script = [{ kind: "unclear", last: "jammed" }];
  unclear.vend();
  await new Promise(setImmediate);
  unclear.feed(askRelease);
  expect(unclear.facts("collection.released%")).toEqual([]);
});

test("let go, it is handed out again only under a later pin, which a late snapshot of the first is not", async () => {
  const hub = holding();
  hub.feed(askRelease);
  const again = pinned({ pin: 2, leaseUntil: hoursLater(48) });
  hub.services.feed.snapshot({ through: 3, part: 1, parts: 1, items: [pinned()] });
  expect(await hub.check()).toEqual({ kind: "refused", reason: "other-machine" });
  hub.feed(again);
  expect(await hub.check()).toMatchObject({ kind: "ready" });
  hub.feed(askRelease); // of the first pin, and late
  expect(await hub.check()).toMatchObject({ kind: "ready" });
  hub.feed({ ...askRelease, pin: 2 });
  expect(await hub.check()).toEqual({ kind: "refused", reason: "other-machine" });
  expect(hub.facts("collection.released%").map(({ payload }) => payload)).toMatchObject([
    { pin: 1 },
    { pin: 2 },
  ]);
});

test("a later pin never revives what came out, or may have", async () => {
  const hub = holding();
  hub.script = [{ kind: "dispensed", proof: "confirmed" }];
  hub.vend();
  await new Promise(setImmediate);
  hub.feed(pinned({ pin: 2 }));
  expect(await hub.check()).toEqual({ kind: "refused", reason: "used" });
});

test("one never heard of is as good as let go", () => {
  const hub = openHub();
  hub.feed({ ...askRelease, pin: 3 });
  expect(hub.facts()).toContainEqual({
    type: "collection.released.v1",
    payload: { collectionId: brace, machineId: "spiral-1", pin: 3 },
  });
});
