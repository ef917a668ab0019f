import { KeypadState } from "@drop-in/hardware-sims";
import type { Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import { choose, reads, sees, typeCode } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { codeFor, planOf } from "./machines.ts";
import { en, sentence } from "./words.ts";

test.use({ hubOptions: { name: "keypad", planFile: planOf("keypad") } });

const machineOf = async (hub: HubUnderTest) =>
  KeypadState.parse((await hub.bench.state()).machine).world;

/** Up to the moment where the person walks over to the machine. */
async function isToldTheNumber(visitor: Page, hub: HubUnderTest, number: number): Promise<void> {
  await hub.bench.do("machine/customer", { customer: "nobody" });
  await typeCode(visitor, await codeFor(hub, "keypad-1", "wrist-splint-neutral-m-left"));
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
  await choose(visitor, en["ready.yes.keypad"]);
  await sees(visitor, sentence(en["keys.title"], { number }));
  await expect(visitor.locator(".keys-number")).toHaveText(String(number));
  await expect(visitor.locator(".keys-this")).toHaveCount(2);
}

async function hasIt(visitor: Page): Promise<void> {
  await sees(visitor, en["outcome.dispensed"]);
  await choose(visitor, en["outcome.got-it"]);
  await sees(visitor, en["outcome.yours"]);
  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
}

test("the number is shown with its keys lit, is pressed on the machine, and the box falls", async ({
  hub,
  visitor,
}) => {
  await isToldTheNumber(visitor, hub, 13);
  expect((await machineOf(hub)).dropped).toHaveLength(0);
  await hub.bench.do("machine/press", { selection: 13 });
  await hasIt(visitor);
  const { dropped } = await machineOf(hub);
  expect(dropped.map(({ variantId }) => variantId)).toEqual(["wrist-splint-neutral-m-left"]);
});

test("another number gives nothing and costs nothing; then the right one is pressed", async ({
  hub,
  visitor,
}) => {
  const before = (await machineOf(hub)).dropped.length;
  await isToldTheNumber(visitor, hub, 13);
  await hub.bench.do("machine/press", { selection: 14 });
  await reads(visitor, en["keys.wrong"]);
  await sees(visitor, sentence(en["keys.title"], { number: 13 }));
  expect((await machineOf(hub)).dropped).toHaveLength(before);
  await hub.bench.do("machine/press", { selection: 13 });
  await hasIt(visitor);
  const { dropped } = await machineOf(hub);
  expect(dropped).toHaveLength(before + 1);
  expect(dropped.at(-1)?.variantId).toBe("wrist-splint-neutral-m-left");
});
