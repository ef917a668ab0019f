import { eventually } from "../hub-under-test.ts";
import { choose, press, reads, sees, staffKnown, typeOnKeys } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en } from "./words.ts";

test.use({ hubOptions: { name: "whats-on" } });

const cafe = "Hub café";

test("what is on is one touch away, can be printed, and somebody may go along", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  await choose(visitor, en["welcome.activities"]);
  await sees(visitor, en["activities.when"]);
  await choose(visitor, en["activities.when.week"]);
  await choose(visitor, en.more);
  await choose(visitor, en["activities.what.friends"]);
  await sees(visitor, en["activities.list"]);
  await press(visitor.getByRole("button", { name: new RegExp(`^${cafe}`) }));
  await sees(visitor, cafe);
  await reads(visitor, "Free to sit");
  await reads(visitor, /Example Community Centre/);
  await choose(visitor, en["activities.card.print"]);
  await reads(visitor, en["printing.printed"]);
  const slips = (await hub.bench.state()).printer.pages.length;
  await choose(visitor, en["activities.card.print"]);
  expect((await hub.bench.state()).printer.pages.length).toBe(slips);

  await choose(visitor, en["activities.card.company"]);
  await sees(visitor, en["company.name"]);
  await typeOnKeys(visitor, "Al");
  await choose(visitor, en.carryOn);
  await choose(visitor, en["company.reach.here"]);
  await sees(visitor, en["check.title"]);
  await choose(visitor, en["check.send"]);
  await sees(visitor, en["company.sent"]);
  const rows = await eventually("it at the console", async () => {
    const list = await hub.console.get("submissions");
    return Array.isArray(list) && list.length > 0 && list;
  });
  const opened = await hub.console.get(`submissions/${rows[0].submissionId}`);
  expect(opened).toMatchObject({ row: { kind: "company" }, said: { name: "Al", about: cafe } });
});

test("nothing that fits is said, and leads on", async ({ visitor }) => {
  await choose(visitor, en["welcome.activities"]);
  await choose(visitor, en["activities.when.today"]);
  await choose(visitor, en.more);
  await choose(visitor, en["activities.what.carers"]);
  await sees(visitor, en["activities.list.none"]);
  await choose(visitor, en.again);
  await sees(visitor, en["activities.when"]);
});

test("who comes is counted when there are enough, and the few are not shown", async ({
  hub,
  visitor,
}) => {
  await choose(visitor, en["welcome.more"]);
  await choose(visitor, en["more.equality"]);
  await choose(visitor, en["equality.start.yes"]);
  await choose(visitor, en["equality.age.25-34"]);
  const heading = visitor.getByRole("heading", { level: 1 });
  for (let questions = 0; questions < 14; questions += 1) {
    const asked = await heading.innerText();
    if (asked === en["thanks.title"]) break;
    await choose(visitor, en.skip);
    await expect(heading).not.toHaveText(asked);
  }
  await sees(visitor, en["thanks.title"]);
  for (let others = 0; others < 9; others += 1) {
    const turnId = await hub.agent.beginTurn();
    const answers = { age: "25-34", sex: others < 3 ? "male" : "female" };
    await hub.agent.visitor("equality", { turnId, answers });
  }
  await eventually("the counts", async () => {
    const counts = await hub.console.get("equality");
    return JSON.stringify(counts).includes('"25-34","count":10');
  });
  const counts = await hub.console.get("equality");
  expect(counts).toContainEqual({ question: "sex", answer: "female", count: 6 });
  expect(counts).toContainEqual({ question: "sex", answer: "male", count: null });
});
