import type {
  AttemptOutcome,
  CallbackId,
  CallbackState,
  HelpId,
  Resolution,
  VisitId,
  VisitState,
} from "@drop-in/contracts";

export type Pressed = {
  callbackId: CallbackId;
  state: CallbackState;
  trueAt: number;
  number: string | null;
};
export type Vend = { outcome: AttemptOutcome["kind"]; resolution: Resolution | null };

export type Ledger = ReturnType<typeof createLedger>;

/** What the screens were told, in the order they were told it: what must be true at the centre in the end. */
export function createLedger() {
  return {
    visits: new Map<VisitId, VisitState>(),
    vends: new Map<string, Vend>(),
    callbacks: new Map<CallbackId, Pressed>(),
    /** Whether somebody answered. */
    help: new Map<HelpId, boolean>(),
    /** Attempts and slots that wait for somebody to look inside. */
    toLookAt: [] as { attemptId: string; slotId: string }[],
    toCheck: [] as string[],
    turnsLost: 0,
    refused: new Map<string, number>(),
  };
}
