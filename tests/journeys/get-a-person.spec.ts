import type { Page } from "@playwright/test";
import { choose, onTheBar, reads, sees, signInStaff, staffKnown } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en, sentence, staffWords } from "./words.ts";

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

const from = {
  welcome: async () => {},
  needs: (visitor: Page) => choose(visitor, en["welcome.talk"]),
  "callback-press": (visitor: Page) => choose(visitor, en["welcome.callback"]),
  collect: (visitor: Page) => choose(visitor, en["welcome.collect"]),
};

test("from any screen a person can be asked for, answers “I’m coming”, and the screen says so", async ({
  hub,
  visitor,
  staff,
}) => {
  await signInStaff(staff, hub);
  for (const act of [...(await hub.agent.staffLive()).help].keys()) {
    await choose(staff, staffWords["attention.coming"]);
    await expect(staff.getByText(sentence(staffWords["attention.help"]))).toHaveCount(act);
  }
  for (const [screen, go] of Object.entries(from)) {
    await go(visitor);
    await askFromTheBar(visitor);
    await reads(visitor, en["person.saw"]);
    await reads(staff, sentence(staffWords["attention.help"], { screen }));
    await choose(staff, staffWords["attention.coming"]);
    await sees(visitor, en["person.coming"]);
    await choose(visitor, en["person.goOn"]);
    await onTheBar(visitor, en["frame.startAgain"]);
    await sees(visitor, en["welcome.title"]);
  }
});
