import { chromium } from "@playwright/test";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";
import {
  button,
  choose,
  dropsIn,
  openClinic,
  press,
  reads,
  section,
  sees,
  signInDesk,
  signInStaff,
} from "../journeys/acts.ts";
import { chromiumSettings, type PageName } from "../journeys/glass.ts";
import { takeArabic, walkRest, walkVisitor } from "../journeys/walk.ts";
import { ar, deskWords, displayWords, en, sentence, staffWords } from "../journeys/words.ts";
import { emptyFolder, keep, keepPng, type Open, openPage } from "./camera.ts";
import { machines } from "./machines.ts";

/** `npm run screens`: pictures of every screen in docs/screens, taken while a real hub goes through a real day. */
async function main(): Promise<void> {
  emptyFolder();
  const browser = await chromium.launch(chromiumSettings);
  const hub = await startTestHub({
    motorTurnMs: 2_500,
    agent: { SITE_NAME: "Whitehawk Hub" },
  });
  try {
    const open = (name: PageName) => openPage(browser, hub, name);
    await aClinic(hub, open);
    await visitors(hub, open);
    await theDesk(hub, open);
    await machines(browser);
  } finally {
    await browser.close();
    await hub.close();
  }
}

/** A morning at the clinic, on the tablet and on the big screen. */
async function aClinic(hub: HubUnderTest, open: Open): Promise<void> {
  const [visitor, staff, display] = [
    await open("visitor"),
    await open("staff"),
    await open("display"),
  ];
  await sees(display, displayWords.soon);
  await keep(display, "display-before-opening");
  await sees(staff, staffWords["signIn.title"]);
  await keep(staff, "staff-sign-in");
  await signInStaff(staff, hub);
  await sees(staff, staffWords["open.title"]);
  await keep(staff, "staff-open-the-clinic");
  await openClinic(staff, "Churchill Square");
  const arrivals = [
    { need: "interpreter" },
    { need: "step-free", calledBy: "voice" },
    { calledBy: "find-me" },
    { need: "quiet-place" },
    { need: "step-free" },
  ] as const;
  for (const asked of arrivals) {
    await dropsIn(visitor, asked);
    await choose(visitor, en["ticket.done"]);
    await choose(visitor, en["thanks.start"]);
  }
  await sees(staff, sentence(staffWords["queue.waitingTitle_other"]));
  await keep(display, "display-welcome");
  await choose(staff, sentence(staffWords["act.callNext"]));
  await reads(display, displayWords.calling);
  await press(staff.getByRole("button", { name: staffWords["queue.seen"], exact: true }));
  await reads(staff, sentence(staffWords["queue.tally"]));
  await choose(staff, sentence(staffWords["act.callNext"]));
  await reads(display, displayWords.calling);
  await keep(display, "display-calling");
  await keep(staff, "staff-queue");
  await press(button(staff, new RegExp(`^${staffWords["queue.open"]}`)).last());
  await keep(staff, "staff-one-person");
  await choose(staff, staffWords["act.checkIn"]);
  await keep(staff, "staff-check-someone-in");
  await choose(staff, staffWords["act.machine"]);
  await keep(staff, "staff-machine");
  await choose(staff, staffWords["top.closeClinic"]);
  await keep(staff, "staff-close");
  await Promise.all([visitor, staff, display].map((page) => page.context().close()));
}

const alsoInArabic = [
  "welcome",
  "here-letter",
  "help-with",
  "needs",
  "check",
  "ticket",
  "callback-number",
  "callback-promise",
  "code",
  "ready",
  "unclear",
];

/** Everything a visitor can meet. */
async function visitors(hub: HubUnderTest, open: Open): Promise<void> {
  for (const [language, words] of Object.entries({ en, ar })) {
    const visitor = await open("visitor");
    if (words === ar) await takeArabic(visitor);
    const ending = language === "en" ? "" : `-${language}`;
    const at = async (screen: string) => {
      if (words === en || alsoInArabic.includes(screen)) {
        await keep(visitor, `visitor-${screen}${ending}`);
      }
    };
    await walkVisitor({ hub, visitor, words, at });
    if (words === en) await walkRest({ hub, visitor, words, at });
    await visitor.context().close();
  }
  const [staff, bench] = [await open("staff"), await open("bench")];
  await signInStaff(staff, hub);
  await keep(staff, "staff-needs-you");
  await choose(staff, staffWords["attention.lookInside"]);
  await keep(staff, "staff-what-happened");
  await keep(bench, "bench");
  await press(button(bench, /^A03/));
  await keep(bench, "bench-slot");
  await printed(hub);
  await Promise.all([staff, bench].map((page) => page.context().close()));
}

/** The slips as the printer burned them. */
async function printed(hub: HubUnderTest): Promise<void> {
  const { pages } = (await hub.bench.state()).printer;
  const slips = [
    ["printed-ticket", pages[0]],
    ["printed-slip-ar", pages.at(-1)],
  ] as const;
  for (const [name, slip] of slips) {
    const answer = await fetch(`${hub.urls.bench}api/bench/pages/${slip?.pageId}.png`);
    keepPng(name, new Uint8Array(await answer.arrayBuffer()));
  }
}

async function theDesk(hub: HubUnderTest, open: Open): Promise<void> {
  const desk = await open("console");
  await sees(desk, deskWords["signIn.title"]);
  await keep(desk, "console-sign-in");
  await signInDesk(desk, hub);
  await keep(desk, "console-now");
  for (const name of ["call-backs", "devices", "stock", "collections"] as const) {
    await section(desk, `nav.${name}`);
    await keep(desk, `console-${name}`);
  }
  await choose(desk, "Wrist splint");
  await press(button(desk, deskWords["side.right"]));
  await press(desk.getByRole("button", { name: "L", exact: true }));
  await keep(desk, "console-giving-a-code");
  await choose(desk, deskWords["collections.go"]);
  await reads(desk, deskWords["collections.issuedTitle"]);
  await keep(desk, "console-the-code");
}

await main();
