import type { CommandAction, CommandState, StaffId, StaffRole } from "@drop-in/contracts";

type Person = { staffId: StaffId; role: StaffRole };

const mayCommand: ReadonlySet<StaffRole> = new Set(["estates", "stock-keeper", "session-lead"]);

type Approval = {
  action: CommandAction;
  /** What the record holds of the slot to be opened; undefined where it knows nothing of it. */
  slot: { stock: number } | undefined;
  first: Person;
  second: Person | undefined;
};

/** Whether these people may have this done. A door with something behind it, or of which nobody knows, takes two. */
export function approvalOf({
  action,
  slot,
  first,
  second,
}: Approval): "approved" | "not-allowed" | "second-person-needed" | "same-person" {
  if (!mayCommand.has(first.role)) return "not-allowed";
  if (second && !mayCommand.has(second.role)) return "not-allowed";
  if (second?.staffId === first.staffId) return "same-person";
  const takesTwo = action.type === "open-slot" && slot?.stock !== 0;
  return takesTwo && !second ? "second-person-needed" : "approved";
}

export type CommandFact = "accepted" | "done" | "failed" | "refused";

/** What a device says is the truth, also of a wish given up here meanwhile. A refusal of a second copy changes nothing. */
export function stateAfter(state: CommandState, fact: CommandFact): CommandState {
  if (state === "done" || state === "failed") return state;
  return fact === "refused" && state === "accepted" ? state : fact;
}
