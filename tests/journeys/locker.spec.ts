import type { Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import { button, choose, press, reads, sees, signInStaff, typeCode } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { codeFor, planOf } from "./machines.ts";
import { en, sentence, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "locker", planFile: planOf("locker") } });

async function goesFor(visitor: Page, hub: HubUnderTest, variant: string): Promise<void> {
  await typeCode(visitor, await codeFor(hub, "locker-1", variant));
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
}

async function takesIt(visitor: Page): Promise<void> {
  await sees(visitor, sentence(en["outcome.dispensed.door"]));
  await choose(visitor, en["outcome.got-it"]);
  await sees(visitor, en["outcome.yours"]);
  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
}

test("a door opens, is named and drawn and spoken, and the box is taken out of it", async ({
  hub,
  visitor,
}) => {
  const spoken = visitor.waitForRequest((request) => request.url().includes("/speech/door?"));
  await hub.bench.do("machine/person", { person: "leaves-open" });
  await goesFor(visitor, hub, "wrist-splint-neutral-m-left");
  await choose(visitor, en["ready.yes.door"]);
  await sees(visitor, sentence(en["door.open"]));
  await expect(visitor.locator(".locker-this")).toBeVisible();
  await reads(visitor, en["door.row.upper"]);
  expect((await spoken).url()).toContain("language=en");
  await hub.bench.do("machine/take", { selection: 2 });
  await hub.bench.do("machine/door", { selection: 2, open: false });
  await takesIt(visitor);
});

test("whoever asks for a low door is given one", async ({ hub, visitor }) => {
  await hub.bench.do("machine/person", { person: "leaves-open" });
  await goesFor(visitor, hub, "knee-sleeve-m-either");
  await choose(visitor, en["ready.lowDoor"]);
  await choose(visitor, en["ready.yes.door"]);
  await reads(visitor, en["door.row.lower"]);
  await hub.bench.do("machine/person", { person: "takes" });
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
