import { LockerState } from "@drop-in/hardware-sims";
import type { Page } from "@playwright/test";
import type { HubUnderTest } from "../hub-under-test.ts";
import { button, choose, onTheBar, press, reads, sees, typeCode } from "./acts.ts";
import { codeFor } from "./machines.ts";
import { takeArabic } from "./walk.ts";
import { ar, type en, sentence, staffWords } from "./words.ts";

type At = (screen: string) => Promise<void>;
type Walk = { hub: HubUnderTest; visitor: Page; words: typeof en; at: At };

/** Through every screen that a person with a door can meet: it sticks, it opens, it falls shut on the box. */
export async function walkLocker(walk: Walk): Promise<void> {
  const { hub, visitor, words, at } = walk;
  const inArabic = words === ar;
  await hub.bench.do("machine/person", { person: "nobody" });
  await hub.bench.do("machine/fault", { fault: "door-stuck", on: true });
  await isReady(
    walk,
    "locker-1",
    inArabic ? "wrist-splint-neutral-m-right" : "knee-sleeve-m-either",
  );
  await at("locker-ready");
  await choose(visitor, words["ready.yes.door"]);
  await sees(visitor, words["door.shut"]);
  await at("locker-door-shut");
  await hub.bench.do("machine/fault", { fault: "door-stuck", on: false });
  await choose(visitor, words["door.again"]);
  await sees(visitor, sentence(words["door.open"]));
  await at("locker-door-open");
  await takesIt(walk);
  if (inArabic) await takeArabic(visitor);
  await isReady(walk, "locker-1", inArabic ? "ankle-sleeve-m-either" : "elbow-sleeve-m-either");
  await choose(visitor, words["ready.yes.door"]);
  await sees(visitor, sentence(words["door.open"]));
  await hub.bench.do("machine/door", { selection: await lastDoor(hub), open: false });
  await sees(visitor, words["door.left"]);
  await at("locker-door-left");
  await choose(visitor, words["door.again"]);
  await sees(visitor, sentence(words["door.open"]));
  await takesIt(walk);
}

async function takesIt({ hub, visitor, words, at }: Walk): Promise<void> {
  const selection = await lastDoor(hub);
  await hub.bench.do("machine/take", { selection });
  await hub.bench.do("machine/door", { selection, open: false });
  await sees(visitor, sentence(words["outcome.dispensed.door"]));
  await at("locker-taken");
  await choose(visitor, words["outcome.got-it"]);
  await sees(visitor, words["outcome.yours"]);
  await onTheBar(visitor, words["frame.startAgain"]);
}

/** Which door was told to open last. */
async function lastDoor(hub: HubUnderTest): Promise<number> {
  const { pulses } = LockerState.parse((await hub.bench.state()).machine).world;
  return pulses.at(-1)?.selection ?? 0;
}

async function isReady({ hub, visitor, words }: Walk, machine: string, variant: string) {
  await typeCode(visitor, await codeFor(hub, machine, variant), words);
  await choose(visitor, words["code.next"]);
  await sees(visitor, words["ready.title"]);
}

/** Through every screen of a machine with keys of its own, the wrong number and all. */
export async function walkKeypad(walk: Walk): Promise<void> {
  const { hub, visitor, words, at } = walk;
  await hub.bench.do("machine/customer", { customer: "nobody" });
  await isReady(walk, "keypad-1", "wrist-splint-neutral-m-left");
  await at("keypad-ready");
  await choose(visitor, words["ready.yes.keypad"]);
  await sees(visitor, sentence(words["keys.title"]));
  await at("keypad-press");
  await hub.bench.do("machine/press", { selection: 14 });
  await reads(visitor, words["keys.wrong"]);
  await at("keypad-wrong");
  await hub.bench.do("machine/press", { selection: 13 });
  await sees(visitor, words["outcome.dispensed"]);
  await at("keypad-dropped");
  await choose(visitor, words["outcome.got-it"]);
  await sees(visitor, words["outcome.yours"]);
  await onTheBar(visitor, words["frame.startAgain"]);
}

/** Through the seven steps of bringing a locker into service, and out again without saving. */
export async function walkSetup({ hub, staff, at }: { hub: HubUnderTest; staff: Page; at: At }) {
  await choose(staff, staffWords["act.machine"]);
  await at("machine");
  await choose(staff, staffWords["setup.open"]);
  await at("setup-start");
  await choose(staff, staffWords["setup.start.go"]);
  await reads(staff, sentence(staffWords["setup.progress"], { of: 7 }));
  const before = button(staff, staffWords["setup.before"]);
  while ((await before.count()) > 0) await press(before);
  for (const step of [
    "ports",
    "protocol",
    "connected",
    "learn",
    "layout",
    "test",
    "save",
  ] as const) {
    await sees(staff, staffWords[`setup.step.${step}`]);
    if (step === "ports") {
      await staff.getByLabel(staffWords["setup.ports.typed"]).fill(hub.devices.machine);
    }
    if (step === "connected") await reads(staff, staffWords["setup.link.online"]);
    await at(`setup-${step}`);
    if (step === "layout") {
      await press(staff.locator(".setup-place").first());
      await at("setup-slot");
      await choose(staff, staffWords["setup.slot.cancel"]);
    }
    if (step !== "save") await press(button(staff, staffWords["setup.next"]));
  }
  await choose(staff, staffWords["setup.leave"]);
}
