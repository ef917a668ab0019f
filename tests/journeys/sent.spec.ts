import type { Page } from "@playwright/test";
import { eventually } from "../hub-under-test.ts";
import {
  allIsWell,
  choose,
  openClinic,
  press,
  reads,
  section,
  sees,
  signInDesk,
  signInStaff,
  staffKnown,
  typeOnKeys,
} from "./acts.ts";
import { expect, test } from "./journey.ts";
import { deskWords, en, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "sent" } });
test.setTimeout(120_000);

/** As far as the word that was given, and the way back to it. */
async function refersThemselves(visitor: Page): Promise<void> {
  await choose(visitor, en["welcome.more"]);
  await choose(visitor, en["more.refer"]);
  await choose(visitor, en["refer.who.me"]);
  await choose(visitor, en["refer.how.now"]);
  await sees(visitor, en["refer.age"]);
  await choose(visitor, en.yes);
  await sees(visitor, en["refer.where"]);
  await choose(visitor, en["area.wrist"]);
  await allIsWell(visitor, en["refer.how-long"]);
  await choose(visitor, en["refer.how-long.lt6w"]);
  await choose(visitor, en["hardest.work"]);
  await choose(visitor, en.carryOn);
  await sees(visitor, en["refer.matters"]);
  await choose(visitor, en.skip);
  await sees(visitor, en["refer.name"]);
  await typeOnKeys(visitor, "Zo");
  await expect(visitor.getByRole("button", { name: "z", exact: true })).toBeVisible();
}

test("a referral of oneself is read at the console alone, answered, and found again by its word", async ({
  hub,
  visitor,
  desk,
}) => {
  await staffKnown(hub);
  await refersThemselves(visitor);
  await choose(visitor, en.carryOn);
  await choose(visitor, en["refer.reach.here"]);
  await sees(visitor, en["refer.needs"]);
  await choose(visitor, en.skip);
  await sees(visitor, en["refer.agree"]);
  await reads(visitor, en["refer.agree.three"]);
  await choose(visitor, en["refer.agree.yes"]);
  await sees(visitor, en["check.title"]);
  await choose(visitor, en["check.send"]);
  await sees(visitor, en["refer.sent"]);
  const number = (await visitor.locator(".ticket-number").innerText()).trim();
  const name = (await visitor.locator(".ticket-name").innerText()).trim();
  const [colour = "", ...picture] = name.split(" ");

  await signInDesk(desk, hub);
  await section(desk, "nav.sent");
  await reads(desk, name);
  await choose(desk, deskWords["sent.open"]);
  await reads(desk, "Zo");
  await reads(desk, "Less than 6 weeks");
  await choose(desk, deskWords["sent.move.planned"]);
  await reads(desk, deskWords["sent.state.planned"]);
  await desk.getByLabel(deskWords["sent.answer"]).fill("Ravi is here on Friday at 10am.");
  await choose(desk, deskWords["sent.answerSend"]);
  await eventually("a message that waits", async () => {
    const rows = await hub.console.get("submissions");
    return JSON.stringify(rows).includes('"messageUntil":"2');
  });

  await choose(visitor, en["ticket.done"]);
  for (const [what, then, on] of [
    ["more.messages", "Ravi is here on Friday at 10am.", en.carryOn],
    ["more.progress", en["progress.step.planned"], en.done],
  ] as const) {
    await choose(visitor, en["thanks.start"]);
    await sees(visitor, en["welcome.title"]);
    await choose(visitor, en["welcome.more"]);
    await choose(visitor, en[what]);
    await sees(visitor, en["messages.colour"]);
    await choose(visitor, colour);
    await sees(visitor, en["messages.picture"]);
    await press(visitor.getByRole("button", { name: `${colour} ${picture.join(" ")}` }));
    await sees(visitor, en["messages.number"]);
    await typeOnKeys(visitor, number.slice(1));
    await choose(visitor, en.carryOn);
    await reads(visitor, then);
    await press(visitor.getByRole("button", { name: on, exact: true }));
  }
});

test("a worrying answer ends with a person, and nothing is sent", async ({
  hub,
  visitor,
  staff,
}) => {
  const before = await hub.console.get("submissions");
  await choose(visitor, en["welcome.more"]);
  await choose(visitor, en["more.refer"]);
  await choose(visitor, en["refer.who.me"]);
  await choose(visitor, en["refer.how.now"]);
  await choose(visitor, en.yes);
  await sees(visitor, en["refer.where"]);
  await choose(visitor, en["area.back"]);
  await choose(visitor, en["safety.who.me"]);
  await choose(visitor, en["safety.yes"]);
  await sees(visitor, en["safety.chest-breath"]);
  await choose(visitor, en["safety.notSure"]);
  await sees(visitor, en["safety.outcome.emergency-999"]);
  await choose(visitor, en["stop.here"]);
  expect((await hub.agent.staffLive()).help).toMatchObject([{ screen: "stopped" }]);
  await signInStaff(staff, hub);
  await openClinic(staff, "Churchill Square");
  await reads(staff, staffWords["attention.safety"]);
  expect(await hub.console.get("submissions")).toEqual(before);
});
