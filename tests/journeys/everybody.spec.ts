import {
  button,
  choose,
  dropsIn,
  onTheBar,
  openClinic,
  press,
  reads,
  section,
  sees,
  signInDesk,
  signInStaff,
} from "./acts.ts";
import { isForEverybody } from "./axe.ts";
import { test } from "./journey.ts";
import { takeArabic, walkRest, walkVisitor } from "./walk.ts";
import { ar, deskWords, displayWords, en, sentence, staffWords } from "./words.ts";

test.use({ hubOptions: { name: "everybody", motorTurnMs: 2_500 } });
test.setTimeout(150_000);

for (const [language, words] of Object.entries({ English: en, Arabic: ar })) {
  test(`every visitor screen in ${language} can be used by everybody`, async ({ hub, visitor }) => {
    if (words === ar) await takeArabic(visitor);
    const at = (screen: string) => isForEverybody(visitor, screen);
    await walkVisitor({ hub, visitor, words, at });
    if (words === en) await walkRest({ hub, visitor, words, at });
  });
}

test("every staff screen and the display can be used by everybody", async ({
  hub,
  staff,
  display,
  visitor,
}) => {
  await sees(display, displayWords.soon);
  await isForEverybody(display, "display before opening");
  await sees(staff, staffWords["signIn.title"]);
  await isForEverybody(staff, "staff sign-in");
  await signInStaff(staff, hub);
  await sees(staff, staffWords["open.title"]);
  await isForEverybody(staff, "open the clinic");
  await openClinic(staff, "Churchill Square");
  await sees(display, displayWords.welcome);
  await isForEverybody(display, "display, nobody called");
  for (const _ of [1, 2]) {
    await dropsIn(visitor, { calledBy: "voice", need: "interpreter" });
    await onTheBar(visitor, en["frame.startAgain"]);
  }
  await sees(staff, sentence(staffWords["queue.waitingTitle_other"]));
  await isForEverybody(staff, "queue");
  await choose(staff, sentence(staffWords["act.callNext"]));
  await reads(display, displayWords.calling);
  await isForEverybody(display, "display, calling");
  await press(button(staff, new RegExp(`^${staffWords["queue.open"]}`)).first());
  await isForEverybody(staff, "one person");
  await choose(staff, staffWords["act.checkIn"]);
  await sees(staff, staffWords["checkIn.title"]);
  await isForEverybody(staff, "check someone in");
  await choose(staff, staffWords["act.machine"]);
  await sees(staff, staffWords["machine.title"]);
  await isForEverybody(staff, "machine");
  if (await button(staff, staffWords["attention.lookInside"]).first().isVisible()) {
    await choose(staff, staffWords["attention.lookInside"]);
    await isForEverybody(staff, "what happened in the slot");
  }
  await choose(staff, staffWords["top.closeClinic"]);
  await sees(staff, staffWords["close.title"]);
  await isForEverybody(staff, "close");
});

test("every console screen and the bench can be used by everybody", async ({
  hub,
  desk,
  bench,
}) => {
  await sees(desk, deskWords["signIn.title"]);
  await isForEverybody(desk, "console sign-in", false);
  await signInDesk(desk, hub);
  await isForEverybody(desk, "now", false);
  const titles = {
    "nav.call-backs": "callbacks.title",
    "nav.appointments": "appointments.title",
    "nav.sent": "sent.title",
    "nav.devices": "devices.title",
    "nav.stock": "stock.title",
    "nav.collections": "collections.title",
  } as const;
  for (const [link, title] of Object.entries(titles)) {
    await section(desk, link as keyof typeof titles);
    await sees(desk, deskWords[title]);
    await isForEverybody(desk, title, false);
  }
  await choose(desk, "Wrist splint");
  await press(button(desk, deskWords["side.right"]));
  await press(desk.getByRole("button", { name: "L", exact: true }));
  await isForEverybody(desk, "giving a code", false);
  await choose(desk, deskWords["collections.go"]);
  await reads(desk, deskWords["collections.issuedTitle"]);
  await isForEverybody(desk, "the code", false);
  await sees(bench, /./);
  await isForEverybody(bench, "bench", false);
  await press(button(bench, /^A03/));
  await isForEverybody(bench, "bench, one slot", false);
});
