import type { AttemptView, Handover } from "@drop-in/contracts";
import type { VisitorKey } from "./visitor-words.ts";

type DoorPhase = "waiting" | "open" | "shut" | "left";
type KeypadPhase = "waiting" | "press" | "moving";

/** What the person sees of their door: it is asked to open, stands open, stayed shut, or closed on its item. */
export function doorPhaseOf({ progress }: Pick<AttemptView, "progress">): DoorPhase {
  switch (progress) {
    case "door-open":
      return "open";
    case "door-shut":
      return "shut";
    case "item-left":
      return "left";
    default:
      return "waiting";
  }
}

/** The person's own turn at the machine's keypad, and what lies before and after it. */
export function keypadPhaseOf({ progress }: Pick<AttemptView, "progress">): KeypadPhase {
  if (progress === "press-keys" || progress === "wrong-keys") return "press";
  return progress === "moving" || progress === "ended" ? "moving" : "waiting";
}

/** "Yes, drop it" means nothing to somebody in front of a door. */
export function yesWord({ kind }: Handover): VisitorKey {
  return `ready.yes.${kind}`;
}

/** Which keys of the machine are pressed, in their order: 0 to 9, each at most once in the drawing. */
export function keysOf(number: number): ReadonlySet<string> {
  return new Set(String(number));
}
