import { randomUUID } from "node:crypto";
import {
  CallbackId,
  HelpId,
  type HubFact,
  SessionId,
  StaffId,
  ticketFor,
  VisitId,
  VisitNeed,
  VisitReason,
} from "@drop-in/contracts";
import { idAt } from "@drop-in/foundation";

const PEOPLE_A_DAY = 400;
const FIRST_MORNING = Date.parse("2026-11-02T08:30:00.000Z");
const DAY_MS = 86_400_000;
const PERSON_EVERY_MS = 75_000;

/** One event as anybody would write it down: what happened, with who, where and when around it. */
export type RecordedEvent = {
  eventId: string;
  deviceId: string;
  siteId: string;
  bootId: string;
  clock: "synced";
  occurredAt: string;
  monotonicMs: number;
  /** What identifies a person, as it was typed. */
  personal?: { phone: string };
} & HubFact;

type Story = HubFact & Pick<RecordedEvent, "personal">;

/** One event as JSON in each line. */
export function toLines(events: readonly RecordedEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join("");
}

type Device = { deviceId: string; siteId: string };

/**
 * `count` events as a busy hub writes them over some days with no network: people check in, are called
 * and seen; one in eight asks to be called back, one in twenty-five for help. Ids are made as in life.
 */
export function recordedDays(count: number, { deviceId, siteId }: Device): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  const bootId = randomUUID();
  for (let person = 0; events.length < count; person += 1) {
    const [day, today] = [Math.floor(person / PEOPLE_A_DAY), person % PEOPLE_A_DAY];
    const arrivedAt = FIRST_MORNING + day * DAY_MS + today * PERSON_EVERY_MS;
    const story = visitStory(person, today, new Date(arrivedAt).toISOString());
    for (const [place, fact] of story.entries()) {
      const at = arrivedAt + place * 61_337;
      const envelope = {
        ...{ eventId: randomUUID(), deviceId, siteId, bootId, clock: "synced" as const },
        ...{ occurredAt: new Date(at).toISOString(), monotonicMs: at - FIRST_MORNING },
      };
      events.push({ ...envelope, ...fact });
    }
  }
  return events.slice(0, count);
}

const sessionId = SessionId.parse(randomUUID());
const staffId = StaffId.parse(randomUUID());

function visitStory(person: number, today: number, asOf: string): Story[] {
  const visitId = VisitId.parse(idAt(Date.parse(asOf)));
  const ticket = ticketFor("B", today + 1);
  const language = person % 4 === 0 ? "ar" : "en";
  const about = 5 * (person % 9);
  return [
    {
      type: "visit.checked-in.v1",
      payload: {
        ...{ visitId, sessionId, ticket, language },
        reason: VisitReason.options[person % VisitReason.options.length] ?? "talk",
        needs: VisitNeed.options.filter((_need, place) => person % (place + 5) === 0),
        wait:
          about === 0
            ? { kind: "next", asOf }
            : { kind: "estimate", aboutMinutes: about, fromMinutes: 5, toMinutes: about * 2, asOf },
      },
    },
    { type: "visit.called.v1", payload: { visitId, staffId, timesCalled: 1 } },
    ...(person % 11 === 0
      ? [didNotWait(visitId)]
      : [{ type: "visit.seen.v1", payload: { visitId, staffId } } as const]),
    ...(person % 8 === 0 ? callBack(person, today, language, asOf) : []),
    ...(person % 25 === 0 ? help(asOf) : []),
  ];
}

function didNotWait(visitId: VisitId): Story {
  return { type: "visit.did-not-wait.v1", payload: { visitId, staffId, reason: "left" } };
}

function callBack(person: number, today: number, language: "en" | "ar", dueAt: string): Story[] {
  const callbackId = CallbackId.parse(idAt(Date.parse(dueAt)));
  const ticket = ticketFor("B", today + 1);
  return [
    { type: "callback.pressed.v1", payload: { callbackId, ticket, language, dueAt } },
    {
      type: "callback.asked.v1",
      payload: { callbackId, reach: { kind: "phone", leaveMessage: true } },
      // Ofcom keeps 07700 900000 to 900999 for stories such as this one.
      personal: { phone: `+447700900${String(person % 1000).padStart(3, "0")}` },
    },
  ];
}

function help(asOf: string): Story[] {
  const helpId = HelpId.parse(idAt(Date.parse(asOf)));
  return [
    { type: "help.asked.v1", payload: { helpId, screen: "welcome" } },
    { type: "help.answered.v1", payload: { helpId, staffId } },
  ];
}
