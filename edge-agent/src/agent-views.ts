import type { MachineKind, MachineState } from "@drop-in/contracts";
import type { Clock } from "./adapters/clock.ts";
import type { Services } from "./agent-services.ts";
import type { Stores } from "./agent-stores.ts";
import { reportStatus } from "./devices/device-status.ts";
import type { Hardware } from "./devices/hardware.ts";
import { toDisplay } from "./display/display.rules.ts";
import type { Settings } from "./settings.ts";
import { createStaffView } from "./staff/staff-view.ts";
import { createVisitorView } from "./turns/visitor-view.ts";

export type Views = ReturnType<typeof createViews>;

type Parts = {
  stores: Stores;
  services: Services;
  settings: Settings;
  hardware: Hardware;
  clock: Clock;
  machine: () => MachineState | null;
  connected: () => boolean;
  named: () => { kind: MachineKind };
};

/** What the agent shows: one view for each screen, and one for the centre. */
export function createViews(parts: Parts) {
  const { stores, services, settings, hardware, clock, machine, connected } = parts;
  const { sessions, visits, attempts, help, turns, stock } = services;
  const place = () => sessions.current()?.place ?? null;
  const seen = {
    siteName: services.siteName,
    timeZone: settings.TIME_ZONE,
    machine,
    slots: stock.slots,
    printer: hardware.printing.state,
    scanner: hardware.scanner.state,
    connected,
    fromAfar: services.commands.shown,
    place,
  };

  return {
    visitor: createVisitorView({
      ...seen,
      idle: { afterMs: settings.IDLE_AFTER_MS, warnMs: settings.IDLE_WARN_MS },
      vending: () => machine()?.vending ?? "none",
      turns,
      attempt: attempts.view,
      help: help.view,
    }),
    staff: createStaffView({
      ...seen,
      clock,
      kind: () => parts.named().kind,
      commissioning: services.commissioning.view,
      sessions,
      visits,
      help,
      catalogue: stores.catalogue,
      unresolved: services.settle.unresolved,
      promisedCallbacks: services.callbacks.promised,
      collectionsReady: services.collections.readyCount,
      sync: () => ({ connected: connected(), ...stores.outbox.state() }),
    }),
    display: () =>
      toDisplay({
        siteName: services.siteName(),
        place: place(),
        waiting: visits.waiting(),
        calledLately: visits.calledLately(),
        now: clock.now(),
      }),
    status: () => reportStatus({ ...seen, outbox: stores.outbox.state }),
  };
}
