import type {
  CommandAction,
  MachineKind,
  MachineState,
  PrinterState,
  ScannerState,
  StaffCard,
  StaffLive,
} from "@drop-in/contracts";
import type { Clock } from "../adapters/clock.ts";
import type { Attempt } from "../attempts/attempt.store.ts";
import type { CatalogueStore } from "../catalogue/catalogue.store.ts";
import { describeVariant } from "../catalogue/describe-variant.ts";
import { toSlotState } from "../devices/device-status.ts";
import type { HelpService } from "../help/help.service.ts";
import type { SessionService } from "../sessions/session.service.ts";
import type { Slot } from "../stock/slot.store.ts";
import type { VisitService } from "../visits/visit.service.ts";

type Parts = {
  siteName: () => string;
  timeZone: string;
  clock: Clock;
  sessions: SessionService;
  visits: VisitService;
  help: HelpService;
  catalogue: CatalogueStore;
  unresolved: () => readonly Attempt[];
  promisedCallbacks: () => { count: number; nextDueAt: string | null };
  collectionsReady: () => number;
  sync: () => StaffLive["sync"];
  machine: () => MachineState | null;
  kind: () => MachineKind;
  commissioning: () => StaffLive["commissioning"];
  slots: () => readonly Slot[];
  fromAfar: () => CommandAction | null;
  printer: () => PrinterState;
  scanner: () => ScannerState;
};

/** Everything a staff tablet shows, in one view. */
export function createStaffView(parts: Parts) {
  const words = (variantId: Slot["variantId"]) =>
    describeVariant(variantId, parts.catalogue.find(variantId));

  return (card: StaffCard): StaffLive => {
    const { count, nextDueAt } = parts.promisedCallbacks();
    const fromAfar = parts.fromAfar();
    return {
      ...(fromAfar && { fromAfar }),
      now: parts.clock.now().toISOString(),
      siteName: parts.siteName(),
      timeZone: parts.timeZone,
      signedIn: { name: card.name, role: card.role },
      session: parts.sessions.current() ?? null,
      places: [...new Set([...parts.sessions.places(), parts.siteName()])],
      waiting: parts.visits.waiting(),
      called: parts.visits.called(),
      finished: parts.visits.finished(),
      help: parts.help.open(),
      unresolved: parts.unresolved().flatMap(({ outcome, intendedAt, variantId, ...attempt }) =>
        outcome === null
          ? []
          : [
              {
                ...attempt,
                ...words(variantId),
                at: intendedAt,
                outcome,
                replaced: attempt.replaced,
              },
            ],
      ),
      promised: { callbacks: count, nextDueAt, collectionsReady: parts.collectionsReady() },
      sync: parts.sync(),
      machine: parts.machine(),
      machineKind: parts.machine() ? parts.kind() : null,
      catalogue: parts.catalogue.all(),
      commissioning: parts.commissioning(),
      slots: parts.slots().map((slot) => ({
        ...toSlotState(slot),
        ...words(slot.variantId),
        lockReason: slot.lockReason,
      })),
      printer: parts.printer(),
      scanner: parts.scanner(),
    };
  };
}
