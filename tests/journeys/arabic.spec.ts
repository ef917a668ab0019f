import type { Page } from "@playwright/test";
import {
  choose,
  dropsIn,
  giveCode,
  onTheBar,
  press,
  reads,
  saysHowToCall,
  sees,
  staffKnown,
  tray,
  typeCode,
  typeOnKeys,
} from "./acts.ts";
import { expect, test } from "./journey.ts";
import { ar, en, sentence } from "./words.ts";

test.use({ hubOptions: { name: "arabic" } });

async function takesArabic(visitor: Page): Promise<void> {
  await press(visitor.getByRole("banner").getByRole("button", { name: en["language.name"] }));
  await press(visitor.getByRole("button", { name: ar["language.name"], exact: true }));
  await isArabic(visitor);
}

async function isArabic(visitor: Page): Promise<void> {
  const page = visitor.locator("html");
  await expect(page).toHaveAttribute("lang", "ar");
  await expect(page).toHaveAttribute("dir", "rtl");
}

test("a whole check-in in Arabic: right to left, a printed ticket, and the next person starts in English", async ({
  hub,
  visitor,
}) => {
  await staffKnown(hub);
  await takesArabic(visitor);
  await sees(visitor, ar["welcome.title"]);
  await dropsIn(visitor, { need: "interpreter" }, ar);
  await reads(visitor, ar["printing.printed"]);
  const [visit] = (await hub.agent.staffLive()).waiting;
  expect(visit).toMatchObject({ language: "ar", needs: ["interpreter"] });
  if (visit) await reads(visitor, ar[`ticket.${visit.ticket.picture}.${visit.ticket.colour}`]);
  await isArabic(visitor);
  await choose(visitor, ar["ticket.done"]);
  await choose(visitor, ar["thanks.start"]);
  await sees(visitor, en["welcome.title"]);
  await expect(visitor.locator("html")).toHaveAttribute("dir", "ltr");
});

test("a brace in Arabic, code and tray and all", async ({ hub, visitor }) => {
  const { code, variant } = await giveCode(hub);
  await takesArabic(visitor);
  await typeCode(visitor, code, ar);
  await choose(visitor, ar["code.next"]);
  await sees(visitor, ar["ready.title"]);
  await reads(visitor, ar["ready.side.left"]);
  await choose(visitor, ar["ready.yes.tray"]);
  await sees(visitor, ar["outcome.dispensed"]);
  expect(await tray(hub)).toEqual([variant]);
  await choose(visitor, ar["outcome.got-it"]);
  await sees(visitor, ar["outcome.yours"]);
  await isArabic(visitor);
});

test("changing the language in the middle keeps the place and every answer", async ({
  visitor,
}) => {
  await choose(visitor, en["welcome.talk"]);
  await choose(visitor, en["talk.who-for.me"]);
  await choose(visitor, en["talk.help-with.exercises"]);
  await choose(visitor, en["talk.how-to-call.voice"]);
  await takesArabic(visitor);
  await sees(visitor, ar["talk.how-to-call"]);
  const chosen = visitor.getByRole("button", { pressed: true });
  await expect(chosen).toHaveCount(1);
  await expect(chosen).toContainText(ar["talk.how-to-call.voice"]);
  await onTheBar(visitor, ar["frame.startAgain"]);
  await choose(visitor, ar["leave.go"]);

  await choose(visitor, en["welcome.callback"]);
  await choose(visitor, en["callback.press.button"]);
  await typeOnKeys(visitor, "07700900");
  await takesArabic(visitor);
  await sees(visitor, ar["callback.number.phone"]);
  const number = visitor.getByText("07700 900", { exact: true });
  await expect(number).toBeVisible();
  expect(await number.evaluate((each) => getComputedStyle(each).direction)).toBe("ltr");
  await typeOnKeys(visitor, "123");
  await choose(visitor, ar["callback.next"]);
  await saysHowToCall(visitor, true, ar);
  await sees(visitor, sentence(ar["promise.phone.tomorrow"]));
});
