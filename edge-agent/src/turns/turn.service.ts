import {
  type AttemptId,
  type CallbackId,
  type CollectionCheck,
  type CollectionId,
  type HelpId,
  TurnId,
} from "@drop-in/contracts";
import type { Changes, NewId } from "@drop-in/foundation";
import { AgentError } from "../agent-error.ts";

/** One person's use of the screen. Lives in memory only: when it ends, or the agent does, it is gone. */
export type Turn = {
  turnId: TurnId;
  /** Collections whose code or QR was shown in this turn, and so may be dispensed in it. */
  opened: Set<CollectionId>;
  /** Appointments shown in this turn, and so may be come for in it. */
  appointments: Set<string>;
  /** Call-backs asked for, or found, in this turn, and so may be changed in it. */
  callbacks: Set<CallbackId>;
  scan: { scanId: string; check: CollectionCheck } | null;
  attemptId: AttemptId | null;
  helpId: HelpId | null;
};

export type TurnService = ReturnType<typeof createTurnService>;

type Parts = { changes: Changes; newId: NewId; onEnd: () => void };

export function createTurnService({ changes, newId, onEnd }: Parts) {
  let current: Turn | undefined;

  function begin(): Turn {
    if (current) onEnd();
    current = {
      turnId: TurnId.parse(newId()),
      opened: new Set(),
      appointments: new Set(),
      callbacks: new Set(),
      scan: null,
      attemptId: null,
      helpId: null,
    };
    changes.announce();
    return current;
  }

  return {
    begin,
    current: (): Turn | undefined => current,
    /** The turn a request belongs to. One from before a restart, or of the person before, is refused. */
    need(turnId: TurnId): Turn {
      if (current?.turnId !== turnId) throw new AgentError("turn-ended", "This turn has ended.");
      return current;
    },
    end(turnId: TurnId): void {
      if (current?.turnId !== turnId) return;
      current = undefined;
      onEnd();
      changes.announce();
    },
    /** Help was asked for in this turn. */
    asked(turn: Turn, helpId: HelpId): void {
      turn.helpId = helpId;
      changes.announce();
    },
    /** Something was held to the scanner: it belongs to the turn, or begins one. */
    scanned(check: CollectionCheck): void {
      const turn = current ?? begin();
      turn.scan = { scanId: newId(), check };
      if (check.kind === "ready") turn.opened.add(check.collection.collectionId);
      changes.announce();
    },
  };
}
