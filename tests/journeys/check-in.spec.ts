import { eventually } from "../hub-under-test.ts";
import { choose, dropsIn, openClinic, press, reads, sees, signInStaff } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { displayWords, en, sentence, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "check-in" } });

test("somebody checks in with no name, is called on the big screen, and is seen", async ({
  hub,
  visitor,
  staff,
  display,
  bench,
}) => {
  await sees(display, displayWords.soon);
  await signInStaff(staff, hub);
  await openClinic(staff, "Churchill Square");
  await sees(display, displayWords.welcome);

  await sees(visitor, en["welcome.title"]);
  await dropsIn(visitor, { calledBy: "find-me" });
  await reads(visitor, "B1");
  await reads(visitor, sentence(en["wait.asOf"]));
  await reads(visitor, en["ticket.find.text"]);
  await reads(visitor, en["printing.printed"]);

  const [ticket] = (await hub.agent.staffLive()).waiting.map((visit) => visit.ticket);
  if (!ticket) throw new Error("nobody is waiting");
  const name = en[`ticket.${ticket.picture}.${ticket.colour}`];
  await reads(visitor, name);
  const slip = bench.getByAltText("A printed slip");
  await expect(slip).toHaveCount(1);
  expect(await slip.evaluate((image: HTMLImageElement) => image.naturalHeight)).toBeGreaterThan(
    200,
  );

  await expect(display.getByRole("listitem").filter({ hasText: name })).toBeVisible();
  await reads(staff, staffWords["need.come-and-find-me"]);
  await choose(staff, sentence(staffWords["act.callNext"], { number: ticket.number }));
  const number = display.getByRole("heading", { level: 1, name: ticket.number });
  await expect(number).toBeVisible();
  const height = await number.locator("bdi").evaluate((each) => getComputedStyle(each).fontSize);
  expect(Number.parseFloat(height)).toBeGreaterThanOrEqual(230);

  await choose(staff, `${staffWords["queue.open"]} ${ticket.number}`);
  await choose(staff, staffWords["visit.reason.left"]);
  await reads(staff, sentence(staffWords["undo.didNotWait"], { number: ticket.number }));
  await choose(staff, staffWords["undo.undo"]);
  await sees(staff, sentence(staffWords["queue.waitingTitle_one"], { count: 1 }));
  await choose(staff, sentence(staffWords["act.callNext"], { number: ticket.number }));
  await expect(number).toBeVisible();
  await press(staff.getByRole("button", { name: staffWords["queue.seen"], exact: true }));
  await reads(staff, sentence(staffWords["queue.tally"], { seen: 1, left: 0 }));

  await choose(visitor, en["ticket.done"]);
  await sees(visitor, en["thanks.title"]);
  await choose(staff, staffWords["top.closeClinic"]);
  await choose(staff, staffWords["close.go"]);
  await sees(display, displayWords.soon);
  const { sites } = await eventually("the day at the centre", async () => {
    const live = await hub.console.live();
    return live.sites.some((site) => site.seenToday === 1) && live;
  });
  expect(sites[0]).toMatchObject({ waiting: 0, didNotWaitToday: 0, session: null });
});
