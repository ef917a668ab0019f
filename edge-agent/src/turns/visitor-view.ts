import type {
  AttemptId,
  AttemptView,
  CommandAction,
  HelpId,
  HelpView,
  PrinterState,
  ScannerState,
  VisitorLive,
} from "@drop-in/contracts";
import type { TurnService } from "./turn.service.ts";

type Parts = {
  siteName: () => string;
  timeZone: string;
  idle: VisitorLive["idle"];
  place: () => string | null;
  connected: () => boolean;
  fromAfar: () => CommandAction | null;
  printer: () => PrinterState;
  scanner: () => ScannerState;
  vending: () => VisitorLive["vending"];
  turns: TurnService;
  attempt: (attemptId: AttemptId) => AttemptView;
  help: (helpId: HelpId) => HelpView | null;
};

/** What the visitor screen needs to know of the world behind it. */
export function createVisitorView(parts: Parts) {
  return (): VisitorLive => {
    const turn = parts.turns.current();
    const place = parts.place();
    const afar = parts.fromAfar();
    return {
      ...(afar?.type === "open-slot" && { openedFromAfar: afar.slotId }),
      siteName: parts.siteName(),
      timeZone: parts.timeZone,
      session: { open: place !== null, place },
      connected: parts.connected(),
      idle: parts.idle,
      printer: parts.printer(),
      scanner: parts.scanner(),
      vending: parts.vending(),
      turn: turn
        ? {
            turnId: turn.turnId,
            scan: turn.scan,
            attempt: turn.attemptId && parts.attempt(turn.attemptId),
            help: turn.helpId && parts.help(turn.helpId),
          }
        : null,
    };
  };
}
