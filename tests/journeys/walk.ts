import { createCode } from "@drop-in/contracts";
import type { Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import {
  button,
  choose,
  giveCode,
  onTheBar,
  press,
  reads,
  saysHowToCall,
  sees,
  typeCode,
  typeOnKeys,
} from "./acts.ts";
import { ar, en, sentence } from "./words.ts";

type At = (screen: string) => Promise<void>;
type Walk = { hub: HubUnderTest; visitor: Page; words: typeof en; at: At };

/** Goes through the screens of a visitor as a person would, and stops at each. */
export async function walkVisitor(walk: Walk): Promise<void> {
  const { visitor, words, at } = walk;
  await sees(visitor, words["welcome.title"]);
  await at("welcome");
  await press(visitor.getByRole("banner").getByRole("button", { name: words["language.name"] }));
  await sees(visitor, words["languages.title"]);
  await at("languages");
  await onTheBar(visitor, words["frame.back"]);
  await press(visitor.getByRole("banner").getByRole("button", { name: words["frame.easier"] }));
  await sees(visitor, words["easier.title"]);
  await at("easier");
  await choose(visitor, words["easier.done"]);
  await checkIn(walk);
  await callBack(walk);
  await collect(walk);
  await person(walk);
}

export async function takeArabic(visitor: Page): Promise<void> {
  await press(visitor.getByRole("banner").getByRole("button", { name: en["language.name"] }));
  await press(visitor.getByRole("button", { name: ar["language.name"], exact: true }));
  await sees(visitor, ar["welcome.title"]);
}

/** Another slot for each language, as the walk ends with a jam that locks it. */
function boxFor(words: typeof en): string {
  return words === ar ? "thumb-cmc-soft-m-left" : "wrist-splint-neutral-m-left";
}

async function startAgain({ visitor, words }: Walk): Promise<void> {
  await onTheBar(visitor, words["frame.startAgain"]);
}

async function checkIn({ visitor, words, at }: Walk): Promise<void> {
  await choose(visitor, words["welcome.here"]);
  await sees(visitor, words["here.day"]);
  await at("here-day");
  await press(visitor.getByRole("button", { name: "4", exact: true }));
  await sees(visitor, words["here.month"]);
  await at("here-month");
  await press(visitor.locator("[data-keys] button").nth(4));
  await sees(visitor, words["here.letter"]);
  await at("here-letter");
  await press(visitor.getByRole("button", { name: "K", exact: true }));
  await sees(visitor, words["talk.how-to-call"]); // nobody has sent this box a list
  await at("how-to-call");
  await onTheBar(visitor, words["frame.startAgain"]);
  await choose(visitor, words["leave.go"]);
  if (words === ar) await takeArabic(visitor);
  await choose(visitor, words["welcome.talk"]);
  await sees(visitor, words["talk.who-for"]);
  await at("who-for");
  await choose(visitor, words["talk.who-for.me"]);
  await sees(visitor, words["talk.help-with"]);
  await at("help-with");
  await choose(visitor, words["talk.help-with.exercises"]);
  await choose(visitor, words.skip);
  await sees(visitor, words["talk.needs"]);
  await choose(visitor, words["talk.needs.step-free"]);
  await at("needs");
  await choose(visitor, words.more);
  await choose(visitor, words["talk.needs.water"]);
  await at("more-needs");
  await choose(visitor, words.carryOn);
  await sees(visitor, words["talk.matters"]);
  await at("matters");
  await choose(visitor, words.skip);
  await sees(visitor, words["check.title"]);
  await at("check");
  await choose(visitor, words["check.send"]);
  await sees(visitor, words["ticket.title"]);
  await reads(visitor, words["printing.printed"]);
  await at("ticket");
  await choose(visitor, words["ticket.done"]);
  await sees(visitor, words["thanks.title"]);
  await at("thanks");
  await choose(visitor, words["thanks.start"]);
  if (words === ar) await takeArabic(visitor);
}

async function callBack(walk: Walk): Promise<void> {
  const { visitor, words, at } = walk;
  await choose(visitor, words["welcome.callback"]);
  await sees(visitor, words["callback.press.title"]);
  await at("callback-press");
  await choose(visitor, words["callback.press.button"]);
  await sees(visitor, words["callback.number.phone"]);
  await typeOnKeys(visitor, "0770");
  await choose(visitor, words["callback.next"]);
  await reads(visitor, words["problem.too-short"]);
  await at("callback-number-mistake");
  await choose(visitor, words["callback.noPhone"]);
  await sees(visitor, words["noPhone.title"]);
  await at("callback-no-phone");
  await onTheBar(visitor, words["frame.back"]);
  await typeOnKeys(visitor, "0900123");
  await at("callback-number");
  await startAgain(walk);
  await sees(visitor, words["leave.callback"]);
  await at("leave");
  await choose(visitor, words["leave.stay"]);
  await choose(visitor, words["callback.next"]);
  await sees(visitor, words["callback.safe"]);
  await at("callback-safe");
  await saysHowToCall(visitor, true, words);
  await sees(visitor, sentence(words["promise.phone.tomorrow"]));
  await at("callback-promise");
  await onTheBar(visitor, words["frame.hide"]);
  await sees(visitor, words["hidden.title"]);
  await at("hidden");
  await choose(visitor, words["hidden.show"]);
  await startAgain(walk);
  if (words === ar) await takeArabic(visitor);
}

async function collect(walk: Walk): Promise<void> {
  const { hub, visitor, words, at } = walk;
  const { code, slotId } = await giveCode(hub, boxFor(words));
  await choose(visitor, words["welcome.collect"]);
  await sees(visitor, words["collect.title"]);
  await at("collect");
  await choose(visitor, words["collect.type"]);
  await typeOnKeys(visitor, createCode([5, 5, 5, 5, 5, 5, 5]));
  await choose(visitor, words["code.next"]);
  await sees(visitor, words["refused.not-recognised"]);
  await at("code-not-recognised");
  await choose(visitor, words["refused.again"]);
  await typeOnKeys(visitor, code.slice(0, 6));
  await at("code");
  await typeOnKeys(visitor, `${code.slice(7)}${code.slice(6, 7)}`);
  if (code[6] !== code[7]) {
    await reads(visitor, words["code.typo"]);
    await at("code-typo");
  }
  await choose(visitor, words["code.erase"]);
  await choose(visitor, words["code.erase"]);
  await typeOnKeys(visitor, code.slice(6));
  await choose(visitor, words["code.next"]);
  await sees(visitor, words["ready.title"]);
  await at("ready");
  await choose(visitor, words["ready.yes.tray"]);
  await sees(visitor, words["dispensing.title"]);
  await at("dispensing");
  await sees(visitor, words["outcome.dispensed"]);
  await at("dispensed");
  await choose(visitor, words["outcome.got-it"]);
  await sees(visitor, words["outcome.yours"]);
  await at("got-it");
  await startAgain(walk);
  await jam(walk, slotId);
}

async function jam(walk: Walk, slotId: string): Promise<void> {
  const { hub, visitor, words, at } = walk;
  if (words === ar) await takeArabic(visitor);
  const { code } = await giveCode(hub, boxFor(words));
  await hub.bench.do("machine/jam", { slotId });
  await typeCode(visitor, code, words);
  await choose(visitor, words["code.next"]);
  await choose(visitor, words["ready.yes.tray"]);
  await sees(visitor, words["outcome.unclear"]);
  await reads(visitor, words["outcome.unclear.asked"]);
  await at("unclear");
  await choose(visitor, words["outcome.nothing-came"]);
  await sees(visitor, words["outcome.told"]);
  await at("told");
  await startAgain(walk);
  if (words === ar) await takeArabic(visitor);
}

async function person(walk: Walk): Promise<void> {
  const { visitor, words, at } = walk;
  await press(button(visitor, words["frame.person"]).last());
  await sees(visitor, words["person.asked"]);
  await at("person");
  await choose(visitor, words["person.goOn"]);
  await sees(visitor, words["welcome.title"]);
}

/** The agent goes away and comes back: two screens that nobody wants to see, and everybody may. */
export async function walkRest({ hub, visitor, words, at }: Walk): Promise<void> {
  await hub.kill("agent", "SIGKILL");
  await sees(visitor, words["rest.title"]);
  await at("rest");
  await hub.restart("agent");
  await sees(visitor, words["welcome.title"]);
}
