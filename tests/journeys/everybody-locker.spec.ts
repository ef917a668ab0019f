import { signInStaff } from "./acts.ts";
import { isForEverybody } from "./axe.ts";
import { test } from "./journey.ts";
import { planOf } from "./machines.ts";
import { takeArabic } from "./walk.ts";
import { walkLocker, walkSetup } from "./walk-machines.ts";
import { ar, en } from "./words.ts";

test.use({ hubOptions: { name: "everybody-locker", planFile: planOf("locker") } });

for (const [language, words] of Object.entries({ English: en, Arabic: ar })) {
  test(`every screen of a locker in ${language} can be used by everybody`, async ({
    hub,
    visitor,
  }) => {
    if (words === ar) await takeArabic(visitor);
    const at = (screen: string) => isForEverybody(visitor, screen);
    await walkLocker({ hub, visitor, words, at });
  });
}

test("every step of bringing a machine into service can be used by everybody", async ({
  hub,
  staff,
}) => {
  await signInStaff(staff, hub);
  await walkSetup({ hub, staff, at: (screen) => isForEverybody(staff, screen) });
});
