import type { Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import {
  button,
  choose,
  coilRests,
  coilTurns,
  fallen,
  giveCode,
  onTheBar,
  openClinic,
  reads,
  sees,
  signInStaff,
  typeCode,
} from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en, sentence, staffWords } from "./words.ts";

/** A slow motor, so that there is a middle of a turn to be in. */
test.use({ hubOptions: { name: "truth", motorTurnMs: 2_500 } });

async function goesFor(visitor: Page, code: string): Promise<void> {
  await typeCode(visitor, code);
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
  await choose(visitor, en["ready.yes.tray"]);
  await sees(visitor, en["dispensing.title"]);
}

async function isToldTheTruth(visitor: Page): Promise<void> {
  await sees(visitor, en["outcome.unclear"]);
  await reads(visitor, en["outcome.unclear.text"]);
  await reads(visitor, en["outcome.unclear.asked"]);
  await reads(visitor, en["outcome.ask"]);
}

/** Staff count what is in the slot without being told what should be. */
async function staffResolve(
  staff: Page,
  hub: HubUnderTest,
  slotId: string,
  found: "dispensed" | "not-dispensed",
): Promise<void> {
  const line = staff.getByRole("listitem").filter({ hasText: slotId });
  await line.getByRole("button", { name: staffWords["attention.lookInside"] }).tap();
  await sees(staff, sentence(staffWords["resolve.title"], { slot: slotId }));
  await expect(staff.getByLabel(staffWords["resolve.count"])).toHaveValue("");
  await choose(staff, staffWords["resolve.go"]);
  await reads(staff, staffWords["resolve.missing.title"]);
  const shelf = (await hub.bench.spiral()).world.slots.find((slot) => slot.slotId === slotId);
  const count = (shelf?.items.length ?? 0) + (shelf?.hanging ? 1 : 0);
  await choose(staff, staffWords[`resolve.${found}`]);
  await staff.getByLabel(staffWords["resolve.count"]).fill(String(count));
  await staff.getByLabel(staffWords["resolve.reason"]).fill("We opened it and looked");
  if (found === "not-dispensed") {
    await staff.getByLabel(staffWords["second.title"]).fill(hub.signIn.colleague?.pin ?? "");
  }
  await choose(staff, staffWords["resolve.go"]);
  await reads(staff, staffWords["undo.resolved"]);
}

test("a jam is told as it is, nothing more leaves the slot, and staff put it right", async ({
  hub,
  visitor,
  staff,
}) => {
  const { code, slotId } = await giveCode(hub);
  await signInStaff(staff, hub);
  await openClinic(staff, "Test Hub");
  await hub.bench.do("machine/jam", { slotId });
  await goesFor(visitor, code);
  await isToldTheTruth(visitor);
  expect(await fallen(hub)).toBe(0);
  await reads(staff, sentence(staffWords["attention.help"]));
  await reads(staff, staffWords["attempt.last.jammed"]);
  await choose(visitor, en["outcome.nothing-came"]);
  await sees(visitor, en["outcome.told"]);
  await reads(staff, staffWords["attempt.answer.nothing-came"]);

  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
  await typeCode(visitor, code);
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["refused.with-staff"]);

  await staffResolve(staff, hub, slotId, "not-dispensed");
  await hub.bench.do("machine/clear-jam", { slotId });
  await onTheBar(visitor, en["frame.startAgain"]);
  await goesFor(visitor, code);
  await sees(visitor, en["outcome.dispensed"]);
  expect(await fallen(hub)).toBe(1);
  await choose(visitor, en["outcome.got-it"]);
  await choose(visitor, en["ticket.done"]);
  await sees(visitor, en["thanks.title"]);
});

test("a cable pulled in the middle of a turn is not called a success, and one item falls", async ({
  hub,
  visitor,
  staff,
}) => {
  const { code, slotId } = await giveCode(hub, "knee-sleeve-m-either");
  const before = await fallen(hub);
  await signInStaff(staff, hub);
  await goesFor(visitor, code);
  await coilTurns(hub);
  await hub.bench.do("machine/cable", { plugged: false });
  // For half a minute the box still waits for the machine to come back and say what it did.
  const truth = visitor.getByRole("heading", { level: 1, name: en["outcome.unclear"] });
  await expect(truth).toBeVisible({ timeout: 45_000 });
  await isToldTheTruth(visitor);
  await reads(staff, slotId);
  await hub.bench.do("machine/cable", { plugged: true });
  await coilRests(hub);
  await choose(visitor, en["outcome.got-it"]);
  await sees(visitor, en["outcome.yours"]);
  await staffResolve(staff, hub, slotId, "dispensed");
  expect(await fallen(hub)).toBe(before + 1);
});

test("a box killed in the middle of a turn comes back to the same page with the truth, and turns nothing again", async ({
  hub,
  visitor,
  staff,
}) => {
  const { code, slotId } = await giveCode(hub, "ankle-sleeve-m-either");
  const before = await fallen(hub);
  await signInStaff(staff, hub);
  await goesFor(visitor, code);
  await coilTurns(hub);
  await hub.kill("agent", "SIGKILL");
  await sees(visitor, en["rest.title"]);
  await hub.restart("agent");
  await sees(visitor, en["outcome.unclear"]);
  await reads(visitor, en["outcome.ask"]);
  const back = button(staff, "1").or(button(staff, staffWords["attention.lookInside"]));
  await expect(back.first()).toBeVisible({ timeout: 30_000 });
  if (await staff.getByText(staffWords["signIn.title"]).isVisible()) await signInStaff(staff, hub);
  await reads(staff, slotId);
  await coilRests(hub);
  expect(await fallen(hub)).toBe(before + 1);
});

test("a slot that is empty after all gives nothing and says that nothing is counted", async ({
  hub,
  visitor,
}) => {
  const { code, slotId } = await giveCode(hub, "heel-cups-m-pair");
  const before = await fallen(hub);
  await hub.bench.do("machine/empty", { slotId });
  await goesFor(visitor, code);
  await sees(visitor, en["outcome.not-dispensed"]);
  await reads(visitor, en["outcome.not-dispensed.text"]);
  expect(await fallen(hub)).toBe(before);
});
