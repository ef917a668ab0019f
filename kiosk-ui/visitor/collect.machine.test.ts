import { AttemptView, CollectionView } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { stepCollect } from "./collect.machine.ts";
import { firstState, type Input, type VisitorState } from "./visitor-state.ts";

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const door = { kind: "door", label: "7", row: "lower" } as const;
const collection = CollectionView.parse({
  collectionId: uuid(3),
  variantId: "wrist-splint/left/m",
  name: { en: "Wrist splint", ar: "جبيرة معصم" },
  size: "M",
  side: "left",
  machineName: "Lockers",
  handover: door,
  lowDoor: true,
});
const attempt = (over: object = {}) =>
  AttemptView.parse({
    attemptId: uuid(4),
    collectionId: uuid(3),
    slotId: "A07",
    outcome: null,
    progress: "intended",
    handover: door,
    mayOpenAgain: false,
    doorLeftOpen: false,
    answer: null,
    ...over,
  });
const told = (over: object = {}): Input => ({ type: "attempt", attempt: attempt(over) });
const ready: VisitorState = { ...firstState(0), screen: { name: "collect-ready", collection } };

function play(inputs: Input[], from: VisitorState = ready) {
  const commands = [];
  let state = from;
  for (const input of inputs) {
    const next = stepCollect(state, input, { nowMs: 0, newId: () => uuid(9), asking: null });
    state = next?.state ?? state;
    commands.push(...(next?.commands ?? []));
  }
  return { state, commands, does: commands.map((command) => command.do) };
}

test("a low door is asked for only by somebody who said so", () => {
  expect(play([{ type: "accept" }]).commands).toMatchObject([{ do: "dispense", reach: "any" }]);
  const low = play([{ type: "reach-low", low: true }, { type: "accept" }]);
  expect(low.commands).toMatchObject([{ do: "dispense", reach: "low" }]);
  const changed = play([
    { type: "reach-low", low: true },
    { type: "reach-low", low: false },
  ]);
  expect(changed.state.reach).toBe("any");
});

test("which door it is is said once when it opens, and again only for whoever asks", () => {
  const opened = play([{ type: "accept" }, told(), told({ progress: "door-open" })]);
  expect(opened.commands.slice(1)).toEqual([{ do: "say-door", door }]);
  expect(play([told({ progress: "door-open" })], opened.state).does).toEqual([]);
  expect(play([{ type: "say-door" }], opened.state).does).toEqual(["say-door"]);
});

test("a door whose opening nobody saw is still said when it ends well", () => {
  const outcome = { kind: "dispensed", proof: "presumed" };
  const { does } = play([{ type: "accept" }, told(), told({ progress: "ended", outcome })]);
  expect(does).toEqual(["dispense", "say-door"]);
});

test("a tray says nothing aloud about doors", () => {
  const tray = { handover: { kind: "tray" } };
  const outcome = { kind: "dispensed", proof: "confirmed" };
  const { does } = play([{ type: "accept" }, told(tray), told({ ...tray, outcome })]);
  expect(does).toEqual(["dispense"]);
});

test("a door that stayed shut opens again only where the agent allows it, and once for two presses", () => {
  const shut = play([{ type: "accept" }, told({ progress: "door-shut" })]);
  expect(play([{ type: "open-again" }], shut.state).does).toEqual([]);
  const may = play([{ type: "accept" }, told({ progress: "door-shut", mayOpenAgain: true })]);
  const twice = play([{ type: "open-again" }, { type: "open-again" }], may.state);
  expect(twice.commands).toEqual([{ do: "open-again", attemptId: uuid(4) }]);
});

test("an attempt that ended unclear goes on when its door is opened again", () => {
  const outcome = { kind: "unclear", last: "door-stayed-shut" };
  const ended = play([{ type: "accept" }, told({ outcome, mayOpenAgain: true })]);
  expect(ended.state.screen.name).toBe("outcome");
  const again = play(
    [{ type: "open-again" }, { type: "opened-again", attempt: attempt({ progress: "go-sent" }) }],
    ended.state,
  );
  expect(again.does).toEqual(["open-again"]);
  expect(again.state.screen).toMatchObject({ name: "dispensing", collection });
});
