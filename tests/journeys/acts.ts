import { MachineId, VariantId } from "@drop-in/contracts";
import type { Locator, Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import { eventually } from "../hub-under-test.ts";
import { expect as expectSoon } from "./journey.ts";
import { deskWords, en, sentence, staffWords } from "./words.ts";

/** Also outside a test run, where nothing says how long a page may take. */
const expect = expectSoon.configure({ timeout: 15_000 });

/** The same place again within half a second is the same press, so a person's next press there comes later. */
const samePlaceAgainMs = 560;
const lastPress = new WeakMap<Page, { x: number; y: number; atMs: number }>();

/** Presses as a finger does (or a mouse, where there is no touch). */
export async function press(target: Locator): Promise<void> {
  const page = target.page();
  await expect(target).toBeVisible();
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error("nothing to press");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const last = lastPress.get(page);
  if (last && Math.hypot(x - last.x, y - last.y) < 60) {
    await page.waitForTimeout(Math.max(0, last.atMs + samePlaceAgainMs - Date.now()));
  }
  const touch = await page.evaluate(() => navigator.maxTouchPoints > 0);
  await (touch ? target.tap() : target.click());
  lastPress.set(page, { x, y, atMs: Date.now() });
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole("button", { name });
}

/** Presses one of the four that are always at the foot of a visitor screen. */
export async function onTheBar(visitor: Page, name: string): Promise<void> {
  await press(visitor.getByRole("navigation").getByRole("button", { name }));
}

/** Presses what says this. */
export async function choose(page: Page, name: string | RegExp): Promise<void> {
  await press(button(page, name).first());
}

export async function sees(page: Page, heading: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

export async function reads(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.getByText(words).first()).toBeVisible();
}

type Asked = { calledBy?: "find-me" | "voice"; need?: "interpreter" | "step-free" | "quiet-place" };

/** Onto the list without an appointment, by the questions of the screen; what is not said is passed over. */
export async function dropsIn(visitor: Page, asked: Asked = {}, words = en): Promise<void> {
  await choose(visitor, words["welcome.talk"]);
  await choose(visitor, words["talk.who-for.me"]);
  await choose(visitor, words["talk.help-with.exercises"]);
  await sees(visitor, words["talk.how-to-call"]);
  const { calledBy, need } = asked;
  if (calledBy) await choose(visitor, words[`talk.how-to-call.${calledBy}`]);
  await choose(visitor, words[calledBy ? "carryOn" : "skip"]);
  await sees(visitor, words["talk.needs"]);
  if (need) await choose(visitor, words[`talk.needs.${need}`]);
  await choose(visitor, words[need ? "carryOn" : "skip"]);
  await sees(visitor, words["talk.matters"]);
  await choose(visitor, words.skip);
  await sees(visitor, words["check.title"]);
  await choose(visitor, words["check.send"]);
  await sees(visitor, words["ticket.title"]);
}

/** The safety check of today, with nothing that would worry anybody, as far as the question after it. */
export async function allIsWell(visitor: Page, then: string, words = en): Promise<void> {
  const harmlessYes = [
    words["safety.age16"],
    words["safety.frac-weight"],
    words["safety.frac-arm"],
  ];
  const heading = visitor.getByRole("heading", { level: 1 });
  for (let questions = 0; questions < 30; questions += 1) {
    const asked = await heading.innerText();
    if (asked === then) return;
    if (asked === words["safety.who"]) await choose(visitor, words["safety.who.me"]);
    else await choose(visitor, words[harmlessYes.includes(asked) ? "safety.yes" : "safety.no"]);
    await expect(heading).not.toHaveText(asked);
  }
  throw new Error("the questions do not end");
}

/** After the number: when, how, and what matters, as far as the promise. */
export async function saysHowToCall(visitor: Page, message: boolean, words = en): Promise<void> {
  await sees(visitor, words["callback.safe"]);
  if (message) await choose(visitor, words["callback.safe.leave-message"]);
  await choose(visitor, words[message ? "carryOn" : "skip"]);
  await sees(visitor, words["callback.when"]);
  await choose(visitor, words["window.morning"]);
  await choose(visitor, words.carryOn);
  await sees(visitor, words["callback.interpreter"]);
  await choose(visitor, words["callback.interpreter.none"]);
  await sees(visitor, words["callback.matters"]);
  await choose(visitor, words.skip);
  await allIsWell(visitor, words["callback.agree"], words);
  await choose(visitor, words["callback.agree.yes"]);
  await sees(visitor, words["check.title"]);
  await choose(visitor, words["check.send"]);
}

/** Types on the keys that the screen shows. */
export async function typeOnKeys(page: Page, symbols: string): Promise<void> {
  for (const symbol of symbols) {
    await press(page.getByRole("button", { name: symbol, exact: true }));
  }
}

/** From the welcome to the letters, and eight of them. */
export async function typeCode(visitor: Page, code: string, words = en): Promise<void> {
  await choose(visitor, words["welcome.collect"]);
  await choose(visitor, words["collect.type"]);
  await typeOnKeys(visitor, code);
}

export async function signInStaff(staff: Page, hub: HubUnderTest): Promise<void> {
  await staffKnown(hub);
  await sees(staff, staffWords["signIn.title"]);
  await typeOnKeys(staff, hub.signIn.pin);
  await expect(button(staff, sentence(staffWords["top.lock"]))).toBeVisible();
}

/** The staff list has come down from the centre. */
export async function staffKnown(hub: HubUnderTest): Promise<void> {
  await eventually(
    "staff who may sign in",
    async () => (await hub.agent.staffLive()).sync.connected,
  );
}

export async function openClinic(staff: Page, place: string): Promise<void> {
  await staff.getByRole("textbox").fill(place);
  await choose(staff, sentence(staffWords["open.goAt"], { place }));
  await reads(staff, sentence(staffWords["top.open"], { place }));
}

export async function signInDesk(desk: Page, hub: HubUnderTest): Promise<void> {
  await desk.getByLabel(deskWords["signIn.name"]).fill(hub.signIn.name);
  await desk.getByLabel(deskWords["signIn.password"]).fill(hub.signIn.password);
  await press(button(desk, deskWords["signIn.go"]).first());
  await sees(desk, deskWords["now.title"]);
}

export async function section(
  desk: Page,
  name: keyof typeof deskWords & `nav.${string}`,
): Promise<void> {
  await press(desk.getByRole("navigation").getByRole("link", { name: deskWords[name] }));
}

/** What really lies in the tray of the machine. */
export async function tray(hub: HubUnderTest): Promise<string[]> {
  return (await hub.bench.spiral()).world.tray.map(({ variantId }) => variantId);
}

export async function fallen(hub: HubUnderTest): Promise<number> {
  return (await hub.bench.spiral()).world.dropped.length;
}

export async function networkGone(hub: HubUnderTest): Promise<void> {
  await hub.bench.do("network", { plugged: false });
  await eventually(
    "the agent to notice",
    async () => !(await hub.agent.visitorLive()).connected,
    60_000,
  );
}

export async function networkBack(hub: HubUnderTest): Promise<void> {
  await hub.bench.do("network", { plugged: true });
  await eventually(
    "the agent to be connected",
    async () => (await hub.agent.visitorLive()).connected,
    60_000,
  );
}

/** A code given before the story begins, set aside in the machine and known to the agent. */
export async function giveCode(hub: HubUnderTest, variant = "wrist-splint-neutral-m-left") {
  const [machineId, variantId] = [MachineId.parse("spiral-1"), VariantId.parse(variant)];
  const issued = await eventually("a code", () => hub.console.issue(machineId, variantId));
  await collectionIs(hub, issued.collectionId, "on-machine");
  await machineReady(hub);
  const { slots } = (await hub.bench.spiral()).world;
  const slot = slots.find(({ label }) => label.variantId === variant);
  if (!slot) throw new Error(`no slot holds ${variant}`);
  return { ...issued, code: issued.code.replace("-", ""), variant, slotId: slot.slotId };
}

export async function collectionIs(
  hub: HubUnderTest,
  collectionId: string,
  state: string,
): Promise<void> {
  await eventually(`the collection ${state} at the centre`, async () =>
    (await hub.console.live()).collections.some(
      (row) => row.collectionId === collectionId && row.state === state,
    ),
  );
}

export async function machineReady(hub: HubUnderTest): Promise<void> {
  await eventually(
    "the machine ready",
    async () => (await hub.agent.visitorLive()).vending === "ready",
  );
}

export async function coilTurns(hub: HubUnderTest): Promise<void> {
  await eventually("the coil turning", async () => (await hub.bench.spiral()).turning !== null);
}

export async function coilRests(hub: HubUnderTest): Promise<void> {
  await eventually("the coil at rest", async () => (await hub.bench.spiral()).turning === null);
}
