import { isForEverybody } from "./axe.ts";
import { test } from "./journey.ts";
import { planOf } from "./machines.ts";
import { takeArabic } from "./walk.ts";
import { walkKeypad } from "./walk-machines.ts";
import { ar, en } from "./words.ts";

test.use({ hubOptions: { name: "everybody-keypad", planFile: planOf("keypad") } });

for (const [language, words] of Object.entries({ English: en, Arabic: ar })) {
  test(`every screen of a machine with keys in ${language} can be used by everybody`, async ({
    hub,
    visitor,
  }) => {
    if (words === ar) await takeArabic(visitor);
    const at = (screen: string) => isForEverybody(visitor, screen);
    await walkKeypad({ hub, visitor, words, at });
  });
}
