import { giveCode, staffKnown, tray } from "./acts.ts";
import { expect, test } from "./journey.ts";
import { walker, ways } from "./keys.ts";
import { en, sentence } from "./words.ts";

test.use({ hubOptions: { name: "keys-only" } });

for (const [way, step] of Object.entries(ways)) {
  test(`check-in with ${way} only`, async ({ visitor }) => {
    const { presses, arrivesAt } = walker(visitor, step);
    await arrivesAt(en["welcome.title"]);
    await presses(en["welcome.talk"]);
    await arrivesAt(en["talk.who-for"]);
    await presses(en["talk.who-for.me"]);
    await arrivesAt(en["talk.help-with"]);
    await presses(en["talk.help-with.exercises"]);
    await arrivesAt(en["talk.how-to-call"]);
    await presses(en.skip);
    await arrivesAt(en["talk.needs"]);
    await presses(en["talk.needs.step-free"]);
    await presses(en.carryOn);
    await arrivesAt(en["talk.matters"]);
    await presses(en.skip);
    await arrivesAt(en["check.title"]);
    await presses(en["check.send"]);
    await arrivesAt(en["ticket.title"]);
    await presses(en["ticket.done"]);
    await arrivesAt(en["thanks.title"]);
    await presses(en["thanks.start"]);
    await arrivesAt(en["welcome.title"]);
  });

  test(`a call-back with ${way} only`, async ({ hub, visitor }) => {
    await staffKnown(hub);
    const { presses, arrivesAt } = walker(visitor, step);
    await arrivesAt(en["welcome.title"]);
    await presses(en["welcome.callback"]);
    await arrivesAt(en["callback.press.title"]);
    await presses(en["callback.press.button"]);
    await arrivesAt(en["callback.number.phone"]);
    for (const digit of "07700900123") await presses(digit);
    await presses(en["callback.next"]);
    await arrivesAt(en["callback.safe"]);
    await presses(en.skip);
    await arrivesAt(en["callback.when"]);
    await presses(en["window.evening"]);
    await presses(en.carryOn);
    await arrivesAt(en["callback.interpreter"]);
    await presses(en["callback.interpreter.none"]);
    await arrivesAt(en["callback.matters"]);
    await presses(en.skip);
    const heading = visitor.getByRole("heading", { level: 1 });
    while ((await heading.innerText()) !== en["callback.agree"]) {
      const asked = await heading.innerText();
      await presses(en["safety.no"]);
      await expect(heading).not.toHaveText(asked);
    }
    await presses(en["callback.agree.yes"]);
    await arrivesAt(en["check.title"]);
    await presses(en["check.send"]);
    await arrivesAt(sentence(en["promise.phone.tomorrow"]));
  });

  test(`a brace with ${way} only`, async ({ hub, visitor }) => {
    const { code, variant } = await giveCode(hub);
    await hub.bench.do("tray/take");
    const { presses, arrivesAt } = walker(visitor, step);
    await arrivesAt(en["welcome.title"]);
    await presses(en["welcome.collect"]);
    await arrivesAt(en["collect.title"]);
    await presses(en["collect.type"]);
    await arrivesAt(en["code.title"]);
    for (const symbol of code) await presses(symbol);
    await presses(en["code.next"]);
    await arrivesAt(en["ready.title"]);
    await presses(en["ready.yes.tray"]);
    await arrivesAt(en["outcome.dispensed"]);
    expect(await tray(hub)).toEqual([variant]);
    await presses(en["outcome.got-it"]);
    await arrivesAt(en["outcome.yours"]);
  });
}

test("Escape goes back one screen and never drops an answer without asking", async ({
  visitor,
}) => {
  const { presses, arrivesAt } = walker(visitor, "ArrowDown");
  await arrivesAt(en["welcome.title"]);
  await presses(en["welcome.collect"]);
  await arrivesAt(en["collect.title"]);
  await presses(en["collect.type"]);
  await arrivesAt(en["code.title"]);
  await visitor.keyboard.press("Escape");
  await arrivesAt(en["collect.title"]);
  await visitor.keyboard.press("Escape");
  await arrivesAt(en["welcome.title"]);
  await presses(en["welcome.callback"]);
  await arrivesAt(en["callback.press.title"]);
  await presses(en["callback.press.button"]);
  await arrivesAt(en["callback.number.phone"]);
  await visitor.keyboard.press("Escape");
  await arrivesAt(en["leave.callback"]);
  await visitor.keyboard.press("Escape");
  await arrivesAt(en["callback.number.phone"]);
});
