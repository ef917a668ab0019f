import type { LearnResult, LearnStep, MachineProtocol } from "@drop-in/contracts";
import {
  type Learning,
  learnClosedBit,
  learnDoorOpenValue,
  learnKeypad,
  learnLock8a,
  learnPresentBit,
  type Observation,
} from "@drop-in/vending-driver";

export type Looks = { before: Observation; after: Observation };
type Learned = Record<string, unknown>;
export type Taught =
  | Exclude<LearnResult, { kind: "learnt" }>
  | { kind: "learnt"; learned: Learned };

/** Which steps a protocol has. What a machine cannot show is not asked of the technician. */
export const stepsOf: Record<MachineProtocol, readonly LearnStep[]> = {
  "vmc-fafb": ["cabinet-door", "drop-sensor"],
  "kr-cu16": ["lock-door", "item-sensor"],
  "kr-cu48": ["lock-door", "item-sensor"],
  "lock-8a": ["lock-door"],
  "modbus-relay": ["lock-door"],
  "mdb-qibixx": ["keypad-number", "drop-sensor"],
};

/** What changed between two looks, and what of the plan's `learned` it fills in. */
export function learn(
  step: LearnStep,
  protocol: MachineProtocol,
  looks: Looks,
  at: { selection: number; learned: Learned },
): Taught {
  const { selection, learned } = at;
  switch (step) {
    case "cabinet-door":
      return taught(learnDoorOpenValue(looks), (learnt) => learnt);
    case "lock-door":
      if (protocol === "lock-8a") {
        return taught(learnLock8a(looks, selection), ({ closedBit, order }) => ({
          feedback: closedBit === 1 ? "closing" : "opening",
          statusByteOrder: order,
        }));
      }
      return taught(learnClosedBit(looks, selection), ({ closedBit }) =>
        protocol === "modbus-relay" ? { inputClosedBit: closedBit } : { hookClosedBit: closedBit },
      );
    case "item-sensor":
      return taught(learnPresentBit(looks, selection), ({ presentBit }) => ({
        itemPresentBit: presentBit,
        itemSensorTrusted: true,
      }));
    case "keypad-number":
      return taught(learnKeypad(looks), (learnt) => ({
        keypad: withNumber(learned["keypad"], { selection, ...learnt }),
      }));
    case "drop-sensor":
      // Learnt from a test vend that was seen and reported, never from a look.
      return { kind: "nothing-changed" };
  }
}

function taught<Learnt>(learning: Learning<Learnt>, into: (learnt: Learnt) => Learned): Taught {
  return learning.kind === "learnt" ? { kind: "learnt", learned: into(learning.learnt) } : learning;
}

function withNumber(known: unknown, added: { selection: number }): unknown[] {
  const others = Array.isArray(known)
    ? known.filter((each: { selection?: number }) => each.selection !== added.selection)
    : [];
  return [...others, added];
}
