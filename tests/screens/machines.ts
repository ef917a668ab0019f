import type { Browser } from "@playwright/test";
import { type HubUnderTest, startTestHub } from "../hub-under-test.ts";
import { signInStaff } from "../journeys/acts.ts";
import { planOf } from "../journeys/machines.ts";
import { takeArabic } from "../journeys/walk.ts";
import { walkKeypad, walkLocker, walkSetup } from "../journeys/walk-machines.ts";
import { ar, en } from "../journeys/words.ts";
import { keep, openPage } from "./camera.ts";

/** Pictures of a locker and of a machine with keys of its own, taken while somebody uses them. */
export async function machines(browser: Browser): Promise<void> {
  await withHub("locker", async (hub) => {
    await visitors(browser, hub, walkLocker);
    const staff = await openPage(browser, hub, "staff");
    await signInStaff(staff, hub);
    const at = (screen: string) =>
      keep(staff, screen === "machine" ? "staff-locker" : `staff-${screen}`);
    await walkSetup({ hub, staff, at });
    await staff.context().close();
  });
  await withHub("keypad", (hub) => visitors(browser, hub, walkKeypad));
}

async function withHub(name: "locker" | "keypad", take: (hub: HubUnderTest) => Promise<void>) {
  const agent = { SITE_NAME: "Whitehawk Hub" };
  const hub = await startTestHub({ planFile: planOf(name), agent });
  try {
    await take(hub);
  } finally {
    await hub.close();
  }
}

async function visitors(browser: Browser, hub: HubUnderTest, walk: typeof walkLocker) {
  for (const [language, words] of Object.entries({ en, ar })) {
    const visitor = await openPage(browser, hub, "visitor");
    if (words === ar) await takeArabic(visitor);
    const ending = language === "en" ? "" : `-${language}`;
    await walk({
      hub,
      visitor,
      words,
      at: (screen) => keep(visitor, `visitor-${screen}${ending}`),
    });
    await visitor.context().close();
  }
}
