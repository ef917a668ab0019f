import { z } from "zod";
import { VisitId } from "./ids.ts";
import { Language } from "./language.ts";
import { Ticket } from "./ticket.ts";

/** Why somebody came, in their words. Not a diagnosis: it only helps the greeter. */
export const VisitReason = z.enum(["appointment", "talk", "brace", "not-sure"]);
export type VisitReason = z.infer<typeof VisitReason>;

/** What would make the visit easier (from the Accessible Information Standard, DAPB1605). */
export const VisitNeed = z.enum([
  "interpreter",
  "come-and-find-me",
  "step-free",
  "quiet-place",
  "bsl",
  "large-print",
  "read-to-me",
  "water",
  "someone-with-me",
  "hearing-loop",
  "longer",
]);
export type VisitNeed = z.infer<typeof VisitNeed>;
export const VisitNeeds = z.array(VisitNeed).max(VisitNeed.options.length);

/** What would help today, in their words: it finds the right person, and is no diagnosis. */
export const HelpWith = z.enum([
  "pain",
  "exercises",
  "brace",
  "work-money",
  "company",
  "tell-a-person",
]);
export type HelpWith = z.infer<typeof HelpWith>;

/** How somebody wants to be told that it is their turn, beside the ticket on the display. */
export const HowToCall = z.enum(["screen", "voice", "buzzer"]);
export type HowToCall = z.infer<typeof HowToCall>;

/** What matters to somebody, in the words of the community appointment days. */
export const Matter = z.enum([
  "pain",
  "sleep",
  "work",
  "family",
  "move",
  "hobby",
  "people",
  "mood",
  "home",
  "understand",
  "money",
  "english",
  "talk",
]);
export type Matter = z.infer<typeof Matter>;

/** What somebody may say on the way to the list, all of it to be passed over. */
export const Told = z.object({
  helpWith: HelpWith.optional(),
  howToCall: z.array(HowToCall).max(3).optional(),
  matters: z.array(Matter).max(3).optional(),
  /** Somebody helps them at the screen. */
  helped: z.boolean().optional(),
});

/** How somebody comes onto the list of the day. */
export const Arrival = z.object({
  reason: VisitReason,
  needs: VisitNeeds,
  ...Told.shape,
  /** Found in this turn. Somebody who is here already gets the visit they have. */
  appointmentIds: z.array(z.uuid()).max(4).optional(),
});
export type Arrival = z.infer<typeof Arrival>;

export const DidNotWaitReason = z.enum(["left", "called-away", "too-long", "not-known"]);
export type DidNotWaitReason = z.infer<typeof DidNotWaitReason>;

export const VisitState = z.enum(["waiting", "called", "seen", "did-not-wait"]);
export type VisitState = z.infer<typeof VisitState>;

/** A visit as staff see it. `toldMinutes` is what the person was told at check-in, if we knew. */
export const StaffVisit = z.object({
  visitId: VisitId,
  ticket: Ticket,
  reason: VisitReason,
  needs: z.array(VisitNeed),
  language: Language,
  state: VisitState,
  checkedInAt: z.iso.datetime(),
  toldMinutes: z.number().int().nullable(),
  calledAt: z.iso.datetime().nullable(),
  timesCalled: z.number().int().min(0),
  ...Told.shape,
  /** When the first of the appointments they came for is. */
  appointmentAt: z.iso.datetime().optional(),
});
export type StaffVisit = z.infer<typeof StaffVisit>;
