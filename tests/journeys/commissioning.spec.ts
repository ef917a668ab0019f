import { LockerState } from "@drop-in/hardware-sims";
import type { Locator, Page } from "@playwright/test";
import { eventually, type HubUnderTest } from "../hub-under-test.ts";
import { button, choose, press, reads, sees, signInStaff } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { planOf } from "./machines.ts";
import { sentence, staffWords } from "./words.ts";

/** A locker on the bench, and a box that has never heard of any machine. */
test.use({ hubOptions: { name: "commissioning", planFile: planOf("locker"), newBox: true } });

const isStep = (staff: Page, step: string) =>
  sees(staff, staffWords[`setup.step.${step}` as keyof typeof staffWords]);
const next = (staff: Page) => press(button(staff, staffWords["setup.next"]));

const cardOf = (staff: Page, title: string): Locator =>
  staff.getByRole("listitem").filter({ hasText: title });

/** Get ready, look, do the one thing, look again. */
async function teaches(card: Locator, selection: number, doIt: () => Promise<unknown>) {
  await card.getByLabel(staffWords["setup.learn.which"]).fill(String(selection));
  await press(card.getByRole("button", { name: staffWords["setup.learn.lookNow"], exact: true }));
  await expect(card.getByText(staffWords["setup.learn.looked"])).toBeVisible();
  await doIt();
  await press(card.getByRole("button", { name: staffWords["setup.learn.done"] }));
  await expect(card.getByText(sentence(staffWords["setup.learn.learnt"])).first()).toBeVisible();
}

/** What was learnt is taken up by a driver that is opened anew. */
const answersAgain = (hub: HubUnderTest) =>
  eventually(
    "the machine to answer",
    async () => (await hub.agent.staffLive()).commissioning?.link === "online",
  );

async function findsTheMachine(staff: Page, hub: HubUnderTest): Promise<void> {
  await isStep(staff, "ports");
  await staff.getByLabel(staffWords["setup.ports.typed"]).fill(hub.devices.machine);
  await next(staff);
  await isStep(staff, "protocol");
  await choose(staff, staffWords["setup.kind.locker"]);
  await choose(staff, staffWords["setup.protocol.kr-cu16"]);
  await next(staff);
  await isStep(staff, "connected");
  await reads(staff, staffWords["setup.link.online"]);
  await next(staff);
}

async function teachesItsSigns(staff: Page, hub: HubUnderTest): Promise<void> {
  await isStep(staff, "learn");
  await teaches(cardOf(staff, staffWords["setup.learn.lock-door"]), 3, () =>
    hub.bench.do("machine/door", { selection: 3, open: true }),
  );
  await hub.bench.do("machine/take", { selection: 3 });
  await answersAgain(hub);
  await teaches(cardOf(staff, staffWords["setup.learn.item-sensor"]), 3, () =>
    hub.bench.do("machine/put", { selection: 3 }),
  );
  await hub.bench.do("machine/door", { selection: 3, open: false });
  await answersAgain(hub);
  await next(staff);
}

async function laysOut(staff: Page): Promise<void> {
  await isStep(staff, "layout");
  await reads(staff, staffWords["setup.layout.problems"]);
  await staff.getByLabel(staffWords["setup.layout.name"]).fill("Locker by the door");
  await choose(staff, sentence(staffWords["setup.layout.foundOne"], { slot: "A03" }));
  await choose(staff, "Wrist splint");
  await choose(staff, /^right, M/);
  await staff.getByLabel(staffWords["setup.slot.lot"], { exact: true }).fill("L2603K");
  await choose(staff, staffWords["setup.slot.row.upper"]);
  await press(button(staff, staffWords["setup.slot.keep"]).first());
  await reads(staff, staffWords["setup.layout.fine"]);
  await next(staff);
}

test("a box that knows no machine is taught one on the tablet, tries it, and works by it", async ({
  hub,
  staff,
}) => {
  await hub.bench.do("machine/person", { person: "takes" });
  await signInStaff(staff, hub);
  await choose(staff, staffWords["act.machine"]);
  await choose(staff, staffWords["setup.open"]);
  await choose(staff, staffWords["setup.start.go"]);
  await findsTheMachine(staff, hub);
  await teachesItsSigns(staff, hub);
  await laysOut(staff);

  await isStep(staff, "test");
  await choose(staff, "A03");
  await reads(staff, staffWords["setup.test.dispensed"]);
  await choose(staff, staffWords["setup.test.seen.one"]);
  await expect(button(staff, staffWords["setup.test.seen.one"])).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await next(staff);

  await isStep(staff, "save");
  await reads(staff, staffWords["setup.save.allKnown"]);
  await choose(staff, staffWords["setup.save.go"]);
  await reads(staff, staffWords["undo.saved"]);
  const { taken, pulses } = LockerState.parse((await hub.bench.state()).machine).world;
  expect(pulses.map(({ selection }) => selection)).toEqual([3]);
  // Once by hand, to teach the eye; once by the one pulse of the test vend.
  expect(taken.map(({ slotId }) => slotId)).toEqual(["A03", "A03"]);

  const { commissioning, machine } = await hub.agent.staffLive();
  expect(commissioning).toBeNull();
  expect(machine?.machineId).toBeDefined();
  await hub.kill("agent");
  await hub.restart("agent");
  const after = (await hub.agent.staffLive()).machine;
  expect(after?.machineId).toBe(machine?.machineId);
});
