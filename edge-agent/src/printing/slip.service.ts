import {
  type Activity,
  type CallbackPromise,
  type Language,
  nextTime,
  type Printed,
  type Ticket,
  wallTime,
} from "@drop-in/contracts";
import type { Clock } from "../adapters/clock.ts";
import type { Visit } from "../visits/visit.store.ts";
import type { Printing } from "./printing.service.ts";

export type SlipService = ReturnType<typeof createSlipService>;

type Parts = { printing: Printing; clock: Clock; siteName: () => string; timeZone: string };

const NEXT_WITHIN_DAYS = 62; // what is on once a month is on by then

/** Paper for the hand: what the screen said, and nothing personal. */
export function createSlipService({ printing, clock, siteName, timeZone }: Parts) {
  return {
    async printTicket({ ticket, wait, language }: Visit): Promise<Printed> {
      const now = clock.now();
      const slip = { ticket, wait, language, siteName: siteName(), now };
      return { result: await printing.printTicket(slip) };
    },
    async printCallback(promise: CallbackPromise, language: Language): Promise<Printed> {
      const { ticket, dueAt, connected } = promise;
      const slip = { ticket, dueAt, connected, language, siteName: siteName(), now: clock.now() };
      return { result: await printing.printCallback(slip) };
    },
    async printWord(ticket: Ticket, language: Language): Promise<Printed> {
      const slip = { ticket, language, siteName: siteName(), now: clock.now() };
      return { result: await printing.printWord(slip) };
    },
    async printActivity(activity: Activity, language: Language): Promise<Printed> {
      const now = clock.now();
      const next = nextTime(activity, wallTime(now, timeZone), NEXT_WITHIN_DAYS);
      const slip = { activity, next, language, siteName: siteName(), now };
      return { result: await printing.printActivity(slip) };
    },
    async printTest(): Promise<Printed> {
      return { result: await printing.printTest({ siteName: siteName(), now: clock.now() }) };
    },
    async printTape(): Promise<Printed> {
      return { result: await printing.printTape() };
    },
  };
}
