import { z } from "zod";
import { VisitId } from "./ids.ts";
import { Language } from "./language.ts";
import { Ticket } from "./ticket.ts";

/** Why somebody came, in their words. Not a diagnosis: it only helps the greeter. */
export const VisitReason = z.enum(["appointment", "talk", "brace", "not-sure"]);
export type VisitReason = z.infer<typeof VisitReason>;

/** What would make the visit easier (from the Accessible Information Standard, DAPB1605). */
export const VisitNeed = z.enum(["interpreter", "come-and-find-me", "step-free", "quiet-place"]);
export type VisitNeed = z.infer<typeof VisitNeed>;

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
});
export type StaffVisit = z.infer<typeof StaffVisit>;
