import { LockerState } from "@drop-in/hardware-sims";
import type { Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import { button, choose, press, reads, sees, signInStaff, typeCode } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { codeFor, planOf } from "./machines.ts";
import { en, sentence, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "locker", planFile: planOf("locker") } });

const machineOf = async (hub: HubUnderTest) =>
  LockerState.parse((await hub.bench.state()).machine).world;

async function goesFor(visitor: Page, hub: HubUnderTest, variant: string): Promise<void> {
  await typeCode(visitor, await codeFor(hub, "locker-1", variant));
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
}

/** The number in words and in the drawing, and the row where the door really is. */
async function isToldTheDoor(
  visitor: Page,
  label: string,
  row: "upper" | "middle" | "lower",
): Promise<void> {
  await sees(visitor, sentence(en["door.open"], { label }));
  await reads(visitor, en[`door.row.${row}`]);
  const drawn = visitor.locator(".locker-drawing");
  await expect(drawn.locator(".locker-this")).toHaveCount(1);
  await expect(drawn.locator(".locker-label")).toHaveText(label);
  await expect(drawn.locator(`[data-row="${row}"] .locker-this`)).toBeVisible();
}

async function takes(visitor: Page, hub: HubUnderTest, selection: number): Promise<void> {
  await hub.bench.do("machine/take", { selection });
  await hub.bench.do("machine/door", { selection, open: false });
  await sees(visitor, sentence(en["outcome.dispensed.door"], { label: String(selection) }));
  await choose(visitor, en["outcome.got-it"]);
  await sees(visitor, en["outcome.yours"]);
  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
}

test("a door opens, is named and drawn and spoken, and the box is taken out of it", async ({
  hub,
  visitor,
}) => {
  const spoken = visitor.waitForResponse((answer) => answer.url().includes("/speech/door?"));
  await hub.bench.do("machine/person", { person: "nobody" });
  await goesFor(visitor, hub, "wrist-splint-neutral-m-left");
  await choose(visitor, en["ready.yes.door"]);
  await isToldTheDoor(visitor, "2", "upper");
  const sound = await spoken;
  expect(sound.url()).toMatch(/language=en&label=2&row=upper/);
  expect(sound.status()).toBe(200);
  expect(sound.headers()["content-type"]).toBe("audio/wav");
  const played = () =>
    visitor.locator("audio").evaluate((audio: HTMLAudioElement) => audio.played.length > 0);
  await expect.poll(played).toBe(true);
  await takes(visitor, hub, 2);
  const { taken, pulses } = await machineOf(hub);
  expect(taken.map(({ variantId }) => variantId)).toEqual(["wrist-splint-neutral-m-left"]);
  expect(pulses.map(({ selection }) => selection)).toEqual([2]);
});

test("whoever asks for a low door is given one", async ({ hub, visitor }) => {
  await hub.bench.do("machine/person", { person: "nobody" });
  await goesFor(visitor, hub, "knee-sleeve-m-either");
  await choose(visitor, en["ready.lowDoor"]);
  await expect(button(visitor, en["ready.lowDoor"])).toHaveAttribute("aria-pressed", "true");
  await choose(visitor, en["ready.yes.door"]);
  await isToldTheDoor(visitor, "12", "lower");
  await takes(visitor, hub, 12);
});

test("a door that sticks says so, and opens when the person asks once more", async ({
  hub,
  visitor,
}) => {
  await hub.bench.do("machine/person", { person: "nobody" });
  await hub.bench.do("machine/fault", { fault: "door-stuck", on: true });
  const before = (await machineOf(hub)).pulses.length;
  await goesFor(visitor, hub, "thumb-cmc-soft-m-right");
  await choose(visitor, en["ready.yes.door"]);
  await sees(visitor, en["door.shut"]);
  await reads(visitor, en["door.shut.text"]);
  expect((await machineOf(hub)).pulses).toHaveLength(before + 1);
  await hub.bench.do("machine/fault", { fault: "door-stuck", on: false });
  await choose(visitor, en["door.again"]);
  await isToldTheDoor(visitor, "4", "upper");
  expect((await machineOf(hub)).pulses).toHaveLength(before + 2);
  await expect(button(visitor, en["door.again"])).toHaveCount(0);
  await takes(visitor, hub, 4);
});

test("staff may set the machine up from its page, and leave it as it was", async ({
  hub,
  staff,
}) => {
  await signInStaff(staff, hub);
  await choose(staff, staffWords["act.machine"]);
  await expect(button(staff, staffWords["machine.openDoor"]).first()).toBeVisible();
  await press(button(staff, staffWords["setup.open"]));
  await choose(staff, staffWords["setup.start.go"]);
  await reads(staff, sentence(staffWords["setup.progress"], { of: 7 }));
  await choose(staff, staffWords["setup.leave"]);
});
