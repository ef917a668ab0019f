import { MachinePlan } from "@drop-in/contracts";

/** Reads a plan somebody kept; null for a file that is not one. */
export function planIn(text: string): MachinePlan | null {
  try {
    const read = MachinePlan.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
