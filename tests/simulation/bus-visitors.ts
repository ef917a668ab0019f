import {
  AttemptView,
  CallbackPromise,
  CheckedIn,
  CollectionCheck,
  HelpView,
  TurnBegun,
} from "@drop-in/contracts";
import type { BusBox } from "./bus-box.ts";
import type { Ledger } from "./bus-ledger.ts";
import type { BusTime } from "./bus-time.ts";
import { type Chance, uuid } from "./world.ts";

type Parts = { time: BusTime; box: BusBox; chance: Chance; ledger: Ledger };
type Act = () => Promise<void>;
export type Reach = "phone" | "come-back" | "nothing";
/** Comes back later, to the same screen. */
export type Later = (ms: number, act: Act) => void;

const MINUTE = 60_000;
const reasons = ["appointment", "talk", "brace", "not-sure"] as const;
const languages = ["en", "ar", "en"] as const;
let requests = 0;

/** What people do at a screen of the bus. A screen whose turn was ended begins another and asks the same again. */
export function createVisitors({ time, box, chance, ledger }: Parts) {
  const think = (from: number, to: number) => time.sleep((from + chance.below(to - from)) * 1_000);
  const requestId = () => {
    requests += 1;
    return uuid(900, requests);
  };

  async function post(path: string, payload: object) {
    for (;;) {
      const answer = await box.post(`/api/visitor${path}`, payload);
      if (answer) return answer;
      await time.sleep(15_000); // the box is off: the screen tries on
    }
  }

  async function begin(): Promise<string> {
    return TurnBegun.parse((await post("/turns", { language: "en" })).body).turnId;
  }

  /** In a turn of its own, and in another should somebody begin one at the next screen. */
  async function inTurn(path: string, payload: object) {
    for (;;) {
      const turnId = await begin();
      await think(0, 3);
      const answer = await post(path, { turnId, ...payload });
      if (answer.status < 400) return { turnId, body: answer.body };
      if (answer.status !== 409 && answer.status !== 410) throw unexpected(path, answer);
      ledger.turnsLost += 1;
    }
  }

  const end = (turnId: string, why: "done" | "idle" = "done") =>
    post(`/turns/${turnId}/end`, { why });

  async function checkIn(): Promise<void> {
    const turnId = await begin();
    await think(10, 40);
    const arrival = {
      ...{ turnId, requestId: requestId(), needs: [] },
      ...{ reason: chance.one(reasons), language: chance.one(languages) },
    };
    const first = CheckedIn.parse((await post("/visits", arrival)).body);
    ledger.visits.set(first.visitId, "waiting");
    if (chance.maybe(0.1)) {
      const again = CheckedIn.parse((await post("/visits", arrival)).body);
      if (again.visitId !== first.visitId) throw new Error("two tickets for one press");
    }
    await think(2, 10);
    await end(turnId);
  }

  async function pressCallback(reach: Reach, place: number): Promise<void> {
    await think(3, 10);
    const requested = { requestId: requestId(), language: "en" };
    let trueAt = 0;
    let pressed: Awaited<ReturnType<typeof inTurn>> | undefined;
    while (!pressed) {
      const turnId = await begin();
      await think(0, 3);
      trueAt = time.now();
      const { status, body } = await post("/callbacks", { turnId, ...requested });
      if (status === 201) pressed = { turnId, body };
      else ledger.turnsLost += 1;
    }
    const { callbackId } = CallbackPromise.parse(pressed.body);
    const number = reach === "phone" ? `07700 9001${String(place).padStart(2, "0")}` : null;
    const call = { callbackId, trueAt, number, state: "pressed" as const };
    ledger.callbacks.set(callbackId, call);
    await think(20, 60);
    const how = number ? { kind: "phone", number, leaveMessage: true } : { kind: "come-back" };
    if (reach !== "nothing") {
      const asked = { turnId: pressed.turnId, reach: how };
      const { status } = await post(`/callbacks/${callbackId}/ask`, asked);
      if (status !== 200) throw new Error(`a call-back was refused with ${status}`);
    }
    ledger.callbacks.set(callbackId, {
      ...call,
      state: reach === "nothing" ? "abandoned" : "asked",
    });
    await end(pressed.turnId, reach === "nothing" ? "idle" : "done");
  }

  async function askHelp(): Promise<void> {
    const { turnId, body } = await inTurn("/help", { screen: "welcome" });
    ledger.help.set(HelpView.parse(body).helpId, false);
    await think(20, 60);
    await end(turnId);
  }

  /** Types a code and waits for what comes, and comes again while there is hope. */
  async function collect(code: string, later: Later): Promise<void> {
    const again = (minutes: number) => later(minutes * MINUTE, () => collect(code, later));
    await think(5, 15);
    const { turnId, body } = await inTurn("/collections/check", { code });
    const check = CollectionCheck.parse(body);
    if (check.kind !== "ready") {
      const why = check.kind === "refused" ? check.reason : check.kind;
      ledger.refused.set(why, (ledger.refused.get(why) ?? 0) + 1);
      if (why !== "used") again(5);
      return;
    }
    await think(2, 6);
    const path = `/collections/${check.collection.collectionId}/dispense`;
    const started = await post(path, { turnId, requestId: requestId() });
    if (started.status !== 202) {
      ledger.turnsLost += 1;
      return again(1);
    }
    const { attemptId } = AttemptView.parse(started.body);
    const { outcome, slotId } = await outcomeOf(attemptId);
    const kind = outcome?.kind ?? "unclear";
    ledger.vends.set(attemptId, { outcome: kind, resolution: null });
    if (kind === "unclear") ledger.toLookAt.push({ attemptId, slotId });
    if (outcome?.kind === "not-dispensed" && outcome.reason === "slot-empty") {
      ledger.toCheck.push(slotId);
    }
    await end(turnId);
    // Whoever got nothing tries again soon, and whoever nobody can tell comes back when staff have looked.
    if (kind === "not-dispensed") again(2);
    if (kind === "unclear") again(30);
  }

  /** Types a code, sees what the machine says, and goes. */
  async function look(code: string): Promise<string> {
    const { turnId, body } = await inTurn("/collections/check", { code });
    const check = CollectionCheck.parse(body);
    await end(turnId);
    return check.kind === "refused" ? check.reason : check.kind;
  }

  async function outcomeOf(attemptId: string): Promise<AttemptView> {
    for (;;) {
      await time.sleep(2_000);
      const answer = await box.get(`/api/visitor/attempts/${attemptId}`);
      const view = answer && AttemptView.parse(answer.body);
      if (view?.outcome) return view;
    }
  }

  return { checkIn, pressCallback, askHelp, collect, look };
}

const unexpected = (path: string, answer: object) =>
  new Error(`${path}: ${JSON.stringify(answer)}`);

/** One screen: people come to it at their time, and wait for those before them. */
export function createStation(time: BusTime, fail: (error: unknown) => void) {
  const queue: { at: number; act: Act }[] = [];
  return {
    come(at: number, act: Act): void {
      queue.push({ at, act });
    },
    left: () => queue.length,
    async open(): Promise<void> {
      for (;;) {
        queue.sort((a, b) => a.at - b.at);
        const next = queue.shift();
        if (!next) return;
        if (next.at > time.now()) await time.sleep(next.at - time.now());
        await next.act().catch(fail);
      }
    },
  };
}
