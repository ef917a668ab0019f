import type { AttemptOutcome, Resolution, ResolveAttempt } from "@drop-in/contracts";

/** What staff have said so far. The count starts empty: a figure already there would be copied, not counted. */
export type ResolveForm = {
  resolution: Resolution | null;
  counted: number | null;
  reason: string;
  secondPin: string;
};
export const emptyResolve: ResolveForm = {
  resolution: null,
  counted: null,
  reason: "",
  secondPin: "",
};

export type Missing = "resolution" | "count" | "reason" | "second";

/** A slot holds at most this many (the contract's own limit). */
export const MAX_COUNT = 50;

type Outcome = Pick<AttemptOutcome, "kind">;

/** That nothing left the machine frees the code for a second box, where the machine itself could not say so. */
export function wantsSecond({ resolution }: ResolveForm, outcome: Outcome): boolean {
  return resolution === "not-dispensed" && outcome.kind === "unclear";
}

/** A PIN is six numbers; it is judged by the box alone. */
export function isPin(typed: string): boolean {
  return /^\d{6}$/.test(typed);
}

/** What is still to be said, in the order of the form. */
export function missingIn(form: ResolveForm, outcome: Outcome): Missing[] {
  const missing: Missing[] = [];
  if (form.resolution === null) missing.push("resolution");
  if (form.counted === null) missing.push("count");
  if (form.reason.trim() === "") missing.push("reason");
  if (wantsSecond(form, outcome) && !isPin(form.secondPin)) missing.push("second");
  return missing;
}

/** The finished answer, or null while something is missing. */
export function toResolve(form: ResolveForm, outcome: Outcome): ResolveAttempt | null {
  const { resolution, counted, reason, secondPin } = form;
  if (resolution === null || counted === null || missingIn(form, outcome).length > 0) return null;
  const answer = { resolution, reason: reason.trim(), countedStock: counted };
  return wantsSecond(form, outcome) ? { ...answer, secondPin } : answer;
}

/** Reads a typed count; null for anything that is not a whole number a slot can hold. */
export function countOf(typed: string): number | null {
  if (!/^\d{1,2}$/.test(typed.trim())) return null;
  const count = Number(typed);
  return count <= MAX_COUNT ? count : null;
}

/** One up or down from what is counted; the first touch starts at none or one. */
export function stepped(counted: number | null, by: 1 | -1): number {
  return Math.min(MAX_COUNT, Math.max(0, (counted ?? 0) + by));
}
