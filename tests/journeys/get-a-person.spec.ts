import type { Page } from "@playwright/test";
import { choose, onTheBar, reads, sees, signInStaff, staffKnown } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "get-a-person" } });

const askFromTheBar = (visitor: Page) => onTheBar(visitor, en["frame.person"]);

test("with nobody signed in the screen does not pretend that anybody has seen it", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  await askFromTheBar(visitor);
  await sees(visitor, en["person.asked"]);
  await reads(visitor, en["person.unseen"]);
  await expect(visitor.getByText(en["person.saw"])).toHaveCount(0);
});

const from = [
  async () => {},
  (visitor: Page) => choose(visitor, en["welcome.talk"]),
  (visitor: Page) => choose(visitor, en["welcome.callback"]),
  (visitor: Page) => choose(visitor, en["welcome.collect"]),
];

test("from any screen a person can be asked for, answers “I’m coming”, and the screen says so", async ({
  hub,
  visitor,
  staff,
}) => {
  await signInStaff(staff, hub);
  const asked = staff.getByText(staffWords["attention.help"]);
  const before = (await hub.agent.staffLive()).help.length;
  for (let left = before; left > 0; left -= 1) {
    await expect(asked).toHaveCount(left);
    await choose(staff, staffWords["attention.coming"]);
  }
  for (const go of from) {
    await expect(asked).toHaveCount(0);
    await go(visitor);
    await askFromTheBar(visitor);
    await reads(visitor, en["person.saw"]);
    await expect(asked).toHaveCount(1);
    await choose(staff, staffWords["attention.coming"]);
    await sees(visitor, en["person.coming"]);
    await choose(visitor, en["person.goOn"]);
    await onTheBar(visitor, en["frame.startAgain"]);
    await sees(visitor, en["welcome.title"]);
  }
});
