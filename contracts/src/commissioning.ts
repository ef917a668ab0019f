import { z } from "zod";
import { AttemptOutcome } from "./dispensing.ts";
import { SlotId } from "./ids.ts";
import { MachinePlanDraft, MachineProtocol, PlannedSlot } from "./machine-plan.ts";

/*
 * Bringing a machine into service from the staff tablet. Base path /api/staff/commissioning; signed in as stock
 * keeper, estates or session lead. Every POST answers 204 and the change arrives by /api/staff/live, but for `learn`.
 * While it lasts, nothing is vended for visitors.
 *
 *   GET  /ports              → FoundPorts
 *   POST /begin              from the machine's plan, or an empty one
 *   POST /connect            ConnectMachine: opens that address as that protocol
 *   POST /learn/look         LearnStepAt: remembers what is seen now ("the door is closed")
 *   POST /learn/compare      LearnStepAt → LearnResult: what changed since, and what was learnt from it
 *   POST /draft              DraftPlan: the planogram as laid out so far
 *   POST /test-vend          TestVend: a dummy, journalled, no collection
 *   POST /test-vend/seen     TestVendSeen: what the technician saw come out
 *   POST /save               the draft becomes the machine's plan
 *   POST /leave              back to the plan as it was
 *   GET  /plan               → MachinePlan, the file to keep
 *   POST /import             MachinePlan: a file becomes the draft
 */

export const FoundPorts = z.object({
  ports: z.array(
    z.object({ address: z.string(), says: z.string(), inUse: z.boolean().default(false) }),
  ),
});
export type FoundPorts = z.infer<typeof FoundPorts>;

export const ConnectMachine = z.object({
  address: z
    .string()
    .max(200)
    .regex(/^(\/|tcp:\/\/)/),
  protocol: MachineProtocol,
  baudRate: z.number().int().min(1_200).max(1_000_000).optional(),
});
export type ConnectMachine = z.infer<typeof ConnectMachine>;

/** What can be learnt by doing a thing once: close a door, open it, put an item in, press a number. */
export const LearnStep = z.enum([
  /** Close the cabinet, look; open it, compare. */
  "cabinet-door",
  /** All doors closed, look; open one by hand, compare. */
  "lock-door",
  /** An empty compartment, look; put an item in, compare. */
  "item-sensor",
  /** Press a slot's number on the machine's own keypad. */
  "keypad-number",
  /** A test vend that was seen to fall, and that the sensor reported. */
  "drop-sensor",
]);
export type LearnStep = z.infer<typeof LearnStep>;

/** `selection`: the door, compartment or number it is done with, where it is done with one. */
export const LearnStepAt = z.object({
  step: LearnStep,
  selection: z.number().int().min(1).max(9_999).optional(),
});
export type LearnStepAt = z.infer<typeof LearnStepAt>;

export const LearnResult = z.discriminatedUnion("kind", [
  /** `learnt` in words for a technician: "hookClosedBit is 1". */
  z.object({ kind: z.literal("learnt"), learnt: z.string() }),
  z.object({ kind: z.literal("nothing-changed") }),
  /** More than one sign changed: only one thing should be done at a time. */
  z.object({ kind: z.literal("too-much-changed"), changed: z.array(z.string()) }),
  /** A sign changed that says nothing about this step. */
  z.object({ kind: z.literal("not-understood"), changed: z.array(z.string()) }),
  z.object({ kind: z.literal("no-answer") }),
]);
export type LearnResult = z.infer<typeof LearnResult>;

/** A plan that may still be empty, so that it can be laid out slot by slot. */
export const DraftPlan = z.object({
  name: z.string().trim().min(1).max(60),
  slots: z.array(PlannedSlot).max(120),
});
export type DraftPlan = z.infer<typeof DraftPlan>;

export const TestVend = z.object({ slotId: SlotId });
export type TestVend = z.infer<typeof TestVend>;
export const TestVendSeen = z.object({ seen: z.enum(["one", "nothing", "more"]) });
export type TestVendSeen = z.infer<typeof TestVendSeen>;

export const CommissioningView = z.object({
  link: z.enum(["online", "stale", "offline"]),
  draft: MachinePlanDraft,
  /** What stops the draft from being saved, for a person to read; empty when it can be. */
  problems: z.array(z.string()),
  steps: z.array(
    z.object({ step: LearnStep, state: z.enum(["to-do", "looked", "learnt"]), learnt: z.string() }),
  ),
  /** Selections the hardware itself names. */
  found: z.array(z.object({ selection: z.number().int(), says: z.string() })),
  testVend: z
    .object({
      slotId: SlotId,
      outcome: AttemptOutcome.nullable(),
      seen: TestVendSeen.shape.seen.nullable(),
    })
    .nullable(),
});
export type CommissioningView = z.infer<typeof CommissioningView>;
