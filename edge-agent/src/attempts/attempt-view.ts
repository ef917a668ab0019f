import type { AttemptView, Handover, MachineKind } from "@drop-in/contracts";
import { handoverOf } from "../collections/handover.rules.ts";
import type { Slot } from "../stock/slot.store.ts";
import type { Attempt } from "./attempt.store.ts";

type Parts = {
  kind: () => MachineKind;
  slots: () => readonly Slot[];
  leftOpen: (selection: number) => boolean;
  step: (attempt: Attempt) => AttemptView["progress"] | undefined;
};

/** What the person at the screen may know of their attempt. */
export function createAttemptView(parts: Parts) {
  return (attempt: Attempt): AttemptView => {
    const { attemptId, collectionId, slotId, outcome, answer } = attempt;
    const progress = outcome ? "ended" : (parts.step(attempt) ?? "intended");
    const handover: Handover = handoverOf(parts.kind(), parts.slots(), slotId);
    return {
      attemptId,
      collectionId,
      slotId,
      outcome,
      progress,
      handover,
      mayOpenAgain: !attempt.openedAgain && (progress === "door-shut" || progress === "item-left"),
      doorLeftOpen: parts.leftOpen(attempt.selection),
      answer,
    };
  };
}
