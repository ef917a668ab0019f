import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";
import { button, choose, reads, sees, signInStaff, typeCode } from "../journeys/acts.ts";
import { chromiumSettings, glass } from "../journeys/glass.ts";
import { codeFor, planOf } from "../journeys/machines.ts";
import { en, sentence, staffWords } from "../journeys/words.ts";

const folder = join(import.meta.dirname, "../../docs/screens");

/** Pictures of a locker and of a keypad machine, taken while somebody uses them. */
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch(chromiumSettings);
  const openOn = (hub: HubUnderTest) => async (name: "visitor" | "staff") => {
    const context = await browser.newContext({
      ...glass[name],
      hasTouch: false,
      reducedMotion: "reduce",
      deviceScaleFactor: 0.75,
    });
    const page = await context.newPage();
    await page.goto(hub.urls[name]);
    return page;
  };
  const locker = await startTestHub({ planFile: planOf("locker") });
  try {
    await ofLocker(locker, openOn(locker));
  } finally {
    await locker.close();
  }
  const keypad = await startTestHub({ planFile: planOf("keypad") });
  try {
    await ofKeypad(keypad, openOn(keypad));
  } finally {
    await keypad.close();
    await browser.close();
  }
}

type Open = (name: "visitor" | "staff") => Promise<Page>;

async function keep(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  writeFileSync(join(folder, `${name}.png`), await page.screenshot({ animations: "disabled" }));
}

async function ofLocker(hub: HubUnderTest, open: Open): Promise<void> {
  const visitor = await open("visitor");
  await hub.bench.do("machine/person", { person: "leaves-open" });
  await typeCode(visitor, await codeFor(hub, "locker-1", "knee-sleeve-m-either"));
  await choose(visitor, en["code.next"]);
  await sees(visitor, en["ready.title"]);
  await keep(visitor, "visitor-locker-ready");
  await choose(visitor, en["ready.yes.door"]);
  await sees(visitor, sentence(en["door.open"]));
  await keep(visitor, "visitor-locker-door-open");
  await hub.bench.do("machine/take", { selection: 1 });
  await hub.bench.do("machine/door", { selection: 1, open: false });
  await sees(visitor, sentence(en["outcome.dispensed.door"]));
  await keep(visitor, "visitor-locker-taken");
  const staff = await open("staff");
  await signInStaff(staff, hub);
  await choose(staff, staffWords["act.machine"]);
  await keep(staff, "staff-locker");
  await choose(staff, staffWords["setup.open"]);
  await keep(staff, "staff-setup-start");
  await choose(staff, staffWords["setup.start.go"]);
  await reads(staff, sentence(staffWords["setup.progress"], { of: 7 }));
  while ((await button(staff, staffWords["setup.before"]).count()) > 0) {
    await choose(staff, staffWords["setup.before"]);
  }
  for (const step of ["ports", "protocol", "connected", "learn", "layout", "test", "save"]) {
    await keep(staff, `staff-setup-${step}`);
    if (step === "ports") await staff.getByRole("textbox").fill(hub.devices.machine);
    if (step !== "save") await choose(staff, staffWords["setup.next"]);
  }
}

async function ofKeypad(hub: HubUnderTest, open: Open): Promise<void> {
  const visitor = await open("visitor");
  await hub.bench.do("machine/customer", { customer: "nobody" });
  await typeCode(visitor, await codeFor(hub, "keypad-1", "wrist-splint-neutral-m-left"));
  await choose(visitor, en["code.next"]);
  await choose(visitor, en["ready.yes.keypad"]);
  await sees(visitor, sentence(en["keys.title"]));
  await keep(visitor, "visitor-keypad-press");
}

await main();
