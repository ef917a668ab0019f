import type { Resolution, ResolveAttempt } from "@drop-in/contracts";

/** What staff have said so far. The count starts empty: a figure already there would be copied, not counted. */
export type ResolveForm = { resolution: Resolution | null; counted: number | null; reason: string };
export const emptyResolve: ResolveForm = { resolution: null, counted: null, reason: "" };

export type Missing = "resolution" | "count" | "reason";

/** A slot holds at most this many (the contract's own limit). */
export const MAX_COUNT = 50;

/** What is still to be said, in the order of the form. */
export function missingIn(form: ResolveForm): Missing[] {
  const missing: Missing[] = [];
  if (form.resolution === null) missing.push("resolution");
  if (form.counted === null) missing.push("count");
  if (form.reason.trim() === "") missing.push("reason");
  return missing;
}

/** The finished answer, or null while something is missing. */
export function toResolve({ resolution, counted, reason }: ResolveForm): ResolveAttempt | null {
  const said = reason.trim();
  if (resolution === null || counted === null || said === "") return null;
  return { resolution, reason: said, countedStock: counted };
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
