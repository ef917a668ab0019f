import type { DisplayLive, Ticket } from "@drop-in/contracts";

/** Without news for this long, what is on the screen may be wrong, and a wrong call is worse than none. */
export const staleAfterMs = 10_000;

export type Scene =
  | { kind: "starting" }
  | { kind: "listen" }
  | { kind: "soon"; siteName: string }
  | { kind: "calling"; ticket: Ticket; callKey: string; aside: Aside }
  | { kind: "welcome"; siteName: string; aside: Aside };

/** The quiet half of the screen: who is next, who was called just now. */
export type Aside = { next: Ticket[]; recent: Ticket[]; waitingCount: number };

/** `lostMs`: how long the stream has been silent, or undefined while it is heard. */
export function sceneOf(live: DisplayLive | undefined, lostMs: number | undefined): Scene {
  if (lostMs !== undefined && lostMs > staleAfterMs) return { kind: "listen" };
  if (live === undefined) return { kind: "starting" };
  if (!live.open) return { kind: "soon", siteName: live.siteName };
  if (live.calling === null) {
    return { kind: "welcome", siteName: live.siteName, aside: asideOf(live) };
  }
  const { ticket, timesCalled } = live.calling;
  return {
    kind: "calling",
    ticket,
    callKey: `${ticket.number}×${timesCalled}`,
    aside: asideOf(live),
  };
}

/** At most two next and four recent, and never the one being called, who already fills the screen. */
function asideOf({ next, recent, calling, waitingCount }: DisplayLive): Aside {
  const calledNow = calling?.ticket.number;
  return {
    next: next.filter(({ number }) => number !== calledNow).slice(0, 2),
    recent: recent.filter(({ number }) => number !== calledNow).slice(0, 4),
    waitingCount,
  };
}
