import { expect, test } from "vitest";
import { begun, play, uuid, visit } from "../visitor.fixture.ts";
import type { Input } from "../visitor-state.ts";

const at = "2026-11-23T14:15:00Z";
const found = { appointmentId: uuid(20), at, withWhom: "Ravi" };
const birthday: Input[] = [
  { type: "choose", choice: "here" },
  { type: "say", said: 4 },
  { type: "say", said: 5 },
  { type: "say", said: "K" },
];

test("who has an appointment is here with five presses, and nothing is typed", () => {
  const presses: Input[] = [...birthday, { type: "say", said: "yes" }];
  expect(presses).toHaveLength(5);
  const [, , , , yes] = presses;
  const { state, does, commands } = play([
    ...begun,
    ...birthday,
    { type: "appointments-found", search: { kind: "found", appointments: [found] } },
    ...(yes ? [yes] : []),
    { type: "checked-in", visit },
  ]);
  expect(does).toEqual(["begin-turn", "find-appointment", "check-in", "print-visit"]);
  expect(commands[1]).toMatchObject({ said: { day: 4, month: 5, letter: "K" } });
  expect(commands[2]).toMatchObject({
    arrival: { reason: "appointment", needs: [], appointmentIds: [uuid(20)] },
  });
  expect(state.screen).toMatchObject({ name: "ticket", appointment: found });
});

test("who is not found may look again, and who comes without a list is put on it all the same", () => {
  const none = play([
    ...begun,
    ...birthday,
    { type: "appointments-found", search: { kind: "none" } },
  ]);
  expect(none.state.screen).toMatchObject({ run: { journey: "here", step: "not-found" } });
  const noList = play([
    ...begun,
    ...birthday,
    { type: "appointments-found", search: { kind: "no-list" } },
    ...Array<Input>(4).fill({ type: "say", said: undefined }),
  ]);
  expect(noList.commands.at(-1)).toMatchObject({
    do: "check-in",
    arrival: { reason: "appointment", needs: [] },
  });
});

test("too many tries are no dead end: a person is a press away", () => {
  const { state } = play([
    ...begun,
    ...birthday,
    { type: "appointments-found", search: { kind: "wait", seconds: 300 } },
  ]);
  expect(state.screen).toMatchObject({ name: "stopped", why: "too-many-tries" });
  expect(play([{ type: "person" }], state).does).toEqual(["ask-help"]);
  expect(play([{ type: "back" }], state).state.screen.name).toBe("welcome");
});

test("a check that is out of date sends to a person, and no question is asked", () => {
  const { state } = play([
    ...begun,
    { type: "choose", choice: "talk" },
    { type: "say", said: "me" },
    { type: "say", said: "pain" },
  ]);
  expect(state.screen).toMatchObject({ name: "stopped", why: "no-questions" });
});
