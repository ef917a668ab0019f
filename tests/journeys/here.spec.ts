import { eventually } from "../hub-under-test.ts";
import { choose, openClinic, press, reads, sees, signInStaff, staffKnown } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { en, sentence, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "here" } });

/** For the end of today, as a list would say it. The last names are never seen again. */
function list(): string {
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/London" }).format();
  return [
    "date,time,last name,birth date,with",
    `${today},23:58,Kowalska,1961-05-04,Ravi`,
    `${today},23:59,Quennell,1999-12-31,Ravi`,
  ].join("\n");
}

test("who has an appointment is here with five touches, and no name is on the screen", async ({
  hub,
  visitor,
  staff,
}) => {
  await staffKnown(hub);
  await signInStaff(staff, hub);
  await openClinic(staff, "Churchill Square");
  const { sites } = await hub.console.live();
  await hub.console.do("appointments", { siteId: sites[0]?.siteId, csv: list() });
  await eventually("the list at the hub", async () => {
    const said = { turnId: await hub.agent.beginTurn(), day: 31, month: 12, letter: "Q" };
    return (await hub.agent.visitor("appointments/find", said)).body.kind === "found";
  });

  let touches = 0;
  const touch = async (name: string) => {
    touches += 1;
    await press(visitor.getByRole("button", { name, exact: true }).first());
  };
  const startedAt = Date.now();
  await sees(visitor, en["welcome.title"]);
  touches += 1;
  await choose(visitor, en["welcome.here"]);
  await sees(visitor, en["here.day"]);
  await touch("4");
  await sees(visitor, en["here.month"]);
  await touch("May");
  await sees(visitor, en["here.letter"]);
  await touch("K");
  await sees(visitor, sentence(en["here.is-this-you"], { who: "Ravi" }));
  await touch(en.yes);
  await sees(visitor, en["ticket.title"]);
  expect(touches).toBeLessThanOrEqual(5);
  expect(Date.now() - startedAt).toBeLessThan(30_000);
  await reads(visitor, en["ticket.early"]);
  await expect(visitor.locator("body")).not.toContainText(/Kowalska/i);
  await reads(staff, sentence(staffWords["visit.appointment"]));
  const { waiting } = await hub.agent.staffLive();
  expect(waiting).toMatchObject([{ reason: "appointment" }]);

  await choose(visitor, en["ticket.done"]);
  await choose(visitor, en["thanks.start"]);
  await choose(visitor, en["welcome.here"]);
  await touch("4");
  await touch("May");
  await touch("K");
  await touch(en.yes);
  await sees(visitor, en["ticket.twice"]);
  expect((await hub.agent.staffLive()).waiting).toHaveLength(1);
});

test("who is not on the list is told kindly, and comes onto it all the same", async ({
  visitor,
}) => {
  await choose(visitor, en["welcome.here"]);
  for (const key of ["5", "June", "Z"]) {
    await press(visitor.getByRole("button", { name: key, exact: true }));
  }
  await sees(visitor, en["here.not-found"]);
  await choose(visitor, en["here.not-found.carry-on"]);
  await sees(visitor, en["talk.who-for"]);
});
