import fc from "fast-check";
import { expect, test } from "vitest";
import {
  attempt,
  begun,
  code,
  dropping,
  inTurn,
  play,
  promise,
  quiet,
  ready,
  readyToDrop,
  toCheckIn,
  toNeeds,
  uuid,
  visit,
} from "./visitor.fixture.ts";
import { backFrom } from "./visitor.machine.ts";
import { firstState, type Input } from "./visitor-state.ts";

test("the first touch begins one turn", () => {
  expect(play([...begun, { type: "touched" }]).does).toEqual(["begin-turn"]);
});

test("a person checks in, gets a ticket, and it prints by itself", () => {
  const { state, does } = play([
    ...begun,
    ...toNeeds,
    { type: "toggle", option: "interpreter" },
    { type: "toggle", option: "step-free" },
    { type: "toggle", option: "interpreter" },
    { type: "say", said: ["step-free"] },
    { type: "say", said: undefined },
    { type: "say", said: undefined },
    { type: "say", said: undefined },
    { type: "checked-in", visit },
  ]);
  expect(does).toEqual(["begin-turn", "check-in", "print-visit"]);
  expect(state.screen).toMatchObject({ name: "ticket", needs: ["step-free"], printing: "asking" });
});

test("a request without an answer is tried again as the very same request", () => {
  const first = play([...begun, ...toCheckIn]);
  const command = first.commands.at(-1);
  if (command === undefined) throw new Error("nothing was asked");
  const lost = { type: "failed", command, code: null, retryAfterSeconds: null } as const;
  const again = play([lost, { type: "try-again" }], first.state);
  expect(again.commands).toEqual([command]);
  expect(again.state.screen).toMatchObject({ name: "asking", run: { step: "check" } });
  const { state } = play([{ type: "checked-in", visit }], again.state);
  expect(state.screen).toMatchObject({ name: "ticket" });
});

test("a call-back exists from the press, and leaving before a number is asked about first", () => {
  const pressed = play([
    ...begun,
    { type: "choose", choice: "callback" },
    { type: "press-callback" },
    { type: "promised", promise },
  ]);
  expect(pressed.does).toContain("press-callback");
  for (const leaving of [{ type: "back" }, { type: "start-again" }] as const) {
    const { state, does } = play([leaving], pressed.state);
    expect(state.overlay).toEqual({ name: "leave", why: "callback" });
    expect(does).toEqual([]);
    expect(play([{ type: "leave" }], state).does).toEqual(["end-turn"]);
  }
});

test("a number that is too short is explained and kept", () => {
  const { state } = play([
    ...begun,
    { type: "choose", choice: "callback" },
    { type: "press-callback" },
    { type: "promised", promise },
    ...[..."07700"].map((symbol) => ({ type: "key", symbol }) as const),
    { type: "next" },
  ]);
  expect(state.screen).toMatchObject({ number: "07700", mistake: "too-short" });
});

test("a wrong letter is noticed without asking anybody", () => {
  const typed = [..."ABCD1234"].map((symbol) => ({ type: "key", symbol }) as const);
  const { state, does } = play([
    ...begun,
    { type: "choose", choice: "collect" },
    { type: "type-code" },
    ...typed,
    { type: "next" },
  ]);
  expect(state.screen).toMatchObject({ name: "collect-code", typo: true, typed: `${code}4` });
  expect(does).toEqual(["begin-turn"]);
});

test("a scan on the welcome screen leads straight to what it opens", () => {
  const live = inTurn({ scan: { scanId: uuid(9), check: ready } });
  const { state } = play([
    { type: "live", live: quiet },
    { type: "live", live },
  ]);
  expect(state.screen.name).toBe("collect-ready");
  expect(state.turnId).toBe(uuid(1));
});

test("a turn that the stream told of before the answer came is missed when it ends", () => {
  const { state } = play([
    { type: "live", live: quiet },
    { type: "touched" },
    { type: "live", live: inTurn({}) },
    { type: "turn-begun", turnId: uuid(1) as never },
    ...toNeeds,
    { type: "toggle", option: "step-free" },
    { type: "live", live: quiet },
  ]);
  expect(state.turnId).toBeNull();
  expect(state.screen).toMatchObject({ name: "asking", run: { entry: ["step-free"] } });
  expect(play([{ type: "touched" }], state).does).toEqual(["begin-turn"]);
});

test("two presses on yes drop one", () => {
  const { does } = play([...readyToDrop, { type: "accept" }, { type: "accept" }]);
  expect(does.filter((name) => name === "dispense")).toHaveLength(1);
});

test("while the machine works there is no way back, no start again and no idle", () => {
  const { state, does } = play([...dropping, { type: "back" }, { type: "start-again" }, 600_000]);
  expect(state.screen.name).toBe("dispensing");
  expect(state.overlay).toBeNull();
  expect(does).not.toContain("end-turn");
});

test("when the agent restarts mid-drop the attempt is asked after, and unclear calls a person", () => {
  const after = play([...dropping, { type: "live", live: quiet }, 2_500]);
  expect(after.state.turnId).toBeNull();
  expect(after.does).toContain("read-attempt");
  const outcome = { kind: "unclear", last: "intended" };
  const told = play(
    [{ type: "attempt", attempt: attempt({ outcome, progress: "ended" }) }],
    after.state,
  );
  expect(told.state.screen.name).toBe("outcome");
  expect(told.does).toEqual(["ask-help"]);
});

test("an unclear outcome is never tried again, a proved failure may be", () => {
  const ended = (outcome: object): Input => ({
    type: "attempt",
    attempt: attempt({ outcome, progress: "ended" }),
  });
  const unclear = play([...dropping, ended({ kind: "unclear", last: "moving" })]);
  expect(play([{ type: "try-again" }], unclear.state).does).toEqual([]);
  const failed = ended({ kind: "not-dispensed", reason: "offline" });
  const { commands } = play([...dropping, failed, { type: "try-again" }]);
  const tries = commands.filter((command) => command.do === "dispense");
  expect(new Set(tries.map(({ requestId }) => requestId)).size).toBe(2);
});

test("an outcome that comes while the screen is hidden gets its whole minute", () => {
  const hidden = play([...dropping, { type: "hide" }, 59_000]);
  const outcome = { kind: "dispensed", proof: "confirmed" };
  const told: Input = { type: "attempt", attempt: attempt({ outcome, progress: "ended" }) };
  expect(play([told, 30_000], hidden.state).does).not.toContain("end-turn");
  expect(play([told, 60_000], hidden.state).does).toContain("end-turn");
});

test("somebody who stands still is asked, may stay ten times, and is then wiped away", () => {
  let { state } = play([...begun, ...toNeeds]);
  state = play([{ type: "toggle", option: "quiet-place" }], state).state;
  for (let time = 0; time < 10; time += 1) {
    state = play([91_000], state).state;
    expect(state.overlay?.name).toBe("idle");
    state = play([{ type: "stay" }], state).state;
    expect(state.screen).toMatchObject({ run: { entry: ["quiet-place"] } });
  }
  const gone = play([91_000, 31_000], state);
  expect(gone.commands).toEqual([{ do: "end-turn", turnId: uuid(1), why: "idle" }]);
  expect(gone.state.screen).toEqual({ name: "welcome" });
});

test("whoever reads large letters or another language has three times as long", () => {
  const arabic = play([...begun, { type: "set-language", language: "ar" }, 260_000]);
  expect(arabic.state.overlay).toBeNull();
  expect(play([11_000], arabic.state).state.overlay?.name).toBe("idle");
});

test("after the turn nothing of the person is left, and the language is the first again", () => {
  const { state } = play([
    ...begun,
    { type: "set-language", language: "ar" },
    { type: "set-ease", ease: { text: 200, dark: true } },
    ...toCheckIn,
    { type: "checked-in", visit },
    { type: "done" },
    { type: "live", live: quiet },
    21_000,
  ]);
  const { serial, live, lostSinceMs, nowMs, touchedAtMs, ...rest } = state;
  const {
    serial: _,
    live: __,
    lostSinceMs: ___,
    nowMs: ____,
    touchedAtMs: _____,
    ...fresh
  } = firstState(0);
  expect({ serial, live, lostSinceMs, nowMs, touchedAtMs }).toBeTruthy();
  expect(rest).toEqual(fresh);
});

test("the same call for a person is made once until somebody answers", () => {
  const help = { helpId: uuid(7) as never, someoneSaw: true, answered: false };
  const asked = play([...begun, { type: "person" }, { type: "help", help }, { type: "back" }]);
  expect(play([{ type: "person" }], asked.state).does).toEqual([]);
  const answered = play([{ type: "help", help: { ...help, answered: true } }], asked.state);
  expect(play([{ type: "person" }], answered.state).does).toEqual(["ask-help"]);
});

const anyPress = fc.constantFrom<Input | number>(
  { type: "choose", choice: "here" },
  { type: "choose", choice: "callback" },
  { type: "choose", choice: "collect" },
  { type: "choose", choice: "refer" },
  { type: "choose", choice: "more" },
  { type: "say", said: "me" },
  { type: "say", said: undefined },
  { type: "toggle", option: "pain" },
  { type: "enter", entry: "Ann" },
  { type: "change-answer", step: "needs" },
  { type: "more-choices" },
  { type: "press-callback" },
  { type: "promised", promise },
  { type: "key", symbol: "7" },
  { type: "next" },
  { type: "no-phone" },
  { type: "type-code" },
  { type: "checked", check: ready },
  { type: "accept" },
  { type: "attempt", attempt: attempt({}) },
  { type: "attempt", attempt: attempt({ outcome: { kind: "unclear", last: "moving" } }) },
  { type: "back" },
  { type: "start-again" },
  { type: "leave" },
  { type: "person" },
  { type: "hide" },
  { type: "stay" },
  { type: "done" },
  { type: "touched" },
  1_000,
  95_000,
);

test("whatever is pressed, in any order: no dead end, and a wiped screen forgets", () => {
  fc.assert(
    fc.property(fc.array(anyPress, { maxLength: 40 }), (presses) => {
      const { state } = play([...begun, ...presses]);
      if (state.screen.name !== "dispensing") {
        const home = play([{ type: "stay" }, { type: "start-again" }, { type: "leave" }], state);
        expect(home.state.screen.name).toBe("welcome");
        expect(home.state.turnId).toBeNull();
      }
      const back = backFrom(state.screen);
      if (back !== null && back !== "leave") expect(back.name).not.toBe(state.screen.name);
    }),
  );
});
