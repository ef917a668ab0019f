import { AttemptView, CheckedIn, CollectionCheck, VisitorLive } from "@drop-in/contracts";
import { backInJourney, beginJourney, stepAsking } from "./asking/asking.machine.ts";
import { step } from "./visitor.machine.ts";
import { type Command, firstState, type Input, type VisitorState } from "./visitor-state.ts";

const asking = { beginJourney, stepAsking, backInJourney };
export const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
export const code = "ABCD123";

export const quiet = VisitorLive.parse({
  siteName: "Whitehawk Hub",
  timeZone: "Europe/London",
  session: { open: true, place: "Church hall" },
  connected: true,
  idle: { afterMs: 90_000, warnMs: 30_000 },
  printer: "ready",
  scanner: "ready",
  vending: "ready",
  turn: null,
});
export const inTurn = (turn: object) =>
  VisitorLive.parse({
    ...quiet,
    turn: { turnId: uuid(1), scan: null, attempt: null, help: null, ...turn },
  });
export const visit = CheckedIn.parse({
  visitId: uuid(2),
  ticket: { picture: "kite", colour: "blue", number: "B12" },
  wait: { kind: "next", asOf: "2026-11-23T14:05:00Z" },
});
export const ready = CollectionCheck.parse({
  kind: "ready",
  collection: {
    collectionId: uuid(3),
    variantId: "wrist-splint/left/m",
    name: { en: "Wrist splint", ar: "جبيرة معصم" },
    size: "M",
    side: "left",
    machineName: "M1",
    handover: { kind: "tray" },
    lowDoor: false,
  },
});
export const attempt = (over: object) =>
  AttemptView.parse({
    attemptId: uuid(4),
    collectionId: uuid(3),
    slotId: "B04",
    outcome: null,
    progress: "intended",
    handover: { kind: "tray" },
    mayOpenAgain: false,
    doorLeftOpen: false,
    answer: null,
    ...over,
  });
const pressedAt = "2026-11-23T10:15:00Z";
export const promise = {
  callbackId: uuid(5),
  pressedAt,
  dueAt: pressedAt,
  connected: true,
} as never;

/** Plays inputs one after another; a number lets that many milliseconds pass. */
export function play(inputs: (Input | number)[], from?: VisitorState) {
  let nowMs = from?.nowMs ?? 0;
  let ids = 100;
  let state = from ?? firstState(nowMs);
  let commands: Command[] = [];
  for (const input of inputs) {
    if (typeof input === "number") nowMs += input;
    const next = typeof input === "number" ? ({ type: "tick" } as const) : input;
    const result = step(state, next, { nowMs, newId: () => uuid(ids++), asking });
    state = result.state;
    commands = [...commands, ...result.commands];
  }
  return { state, commands, does: commands.map((command) => command.do) };
}

export const begun: Input[] = [
  { type: "live", live: quiet },
  { type: "touched" },
  { type: "turn-begun", turnId: uuid(1) as never },
  { type: "live", live: inTurn({}) },
];
export const readyToDrop: Input[] = [...begun, { type: "checked", check: ready }];
export const dropping: Input[] = [
  ...readyToDrop,
  { type: "accept" },
  { type: "attempt", attempt: attempt({}) },
];

/** On the way to the list, without an appointment, as far as what would help. */
export const toNeeds: Input[] = [
  { type: "choose", choice: "talk" },
  { type: "say", said: "me" },
  { type: "say", said: "exercises" },
  { type: "say", said: ["screen"] },
];
export const toCheckIn: Input[] = [
  ...toNeeds,
  ...Array<Input>(3).fill({ type: "say", said: undefined }),
];
