import { z } from "zod";

/** Why nothing left the machine, proved: the go command was never sent, or was refused before motion. */
export const NotDispensedReason = z.enum([
  "offline",
  "no-answer",
  "slot-empty",
  "slot-unknown",
  "slot-paused",
  "door-open",
  "delivery-door-open",
  "lift-fault",
  "motor-missing",
  "machine-fault",
  "busy",
  "storage-fault",
  "door-stayed-shut",
  "not-chosen",
  "interrupted",
]);
export type NotDispensedReason = z.infer<typeof NotDispensedReason>;

/** The last thing known of an attempt whose outcome nobody can prove. */
export const LastKnown = z.enum([
  "intended",
  "go-sent",
  "accepted",
  "moving",
  "jammed",
  "motor-did-not-stop",
  "delivery-path-fault",
  "stopped",
  "door-stayed-shut",
  "item-left",
  "vend-failed",
]);
export type LastKnown = z.infer<typeof LastKnown>;

/** How it is known that nothing left the machine. */
export const ProvedBy = z.enum([
  "never-sent",
  "refused-before-motion",
  "counter-unchanged",
  "item-still-there",
]);
export type ProvedBy = z.infer<typeof ProvedBy>;

/** Yes, no, or nobody knows. The third is not a failure: the coil may have turned. */
export const AttemptOutcome = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("dispensed"), proof: z.enum(["confirmed", "presumed"]) }),
  z.object({
    kind: z.literal("not-dispensed"),
    reason: NotDispensedReason,
    provedBy: ProvedBy.optional(),
  }),
  z.object({ kind: z.literal("unclear"), last: LastKnown }),
]);
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

/** What the person said when asked "did you get it?". */
export const PersonAnswer = z.enum(["got-it", "nothing-came", "damaged"]);
export type PersonAnswer = z.infer<typeof PersonAnswer>;

/**
 * `out-of-service`: nothing came twice in a row; wants a repair, not only a look. `recalled`: for as long as a recall names
 * what the slot holds; no look takes it away.
 */
export const SlotLockReason = z.enum([
  "unclear-attempt",
  "motor-missing",
  "slot-fault",
  "staff",
  "out-of-service",
  "recalled",
]);
export type SlotLockReason = z.infer<typeof SlotLockReason>;

/** What staff found when they opened the machine. Closes an unclear attempt, with a reason and a name. */
export const Resolution = z.enum(["dispensed", "not-dispensed"]);
export type Resolution = z.infer<typeof Resolution>;
