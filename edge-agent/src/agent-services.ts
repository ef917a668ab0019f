import type {
  DeviceId,
  MachineId,
  MachineKind,
  MachinePlan,
  MachineState,
} from "@drop-in/contracts";
import { type Changes, siteDay, type Transact } from "@drop-in/foundation";
import type { Authorities } from "./adapters/authorities.ts";
import type { SealFields } from "./adapters/seal-fields.ts";
import { createDownlink } from "./agent-downlink.ts";
import { createSent } from "./agent-sent.ts";
import type { Stores } from "./agent-stores.ts";
import { createAttemptService } from "./attempts/attempt.service.ts";
import { createGoGate } from "./attempts/go-gate.ts";
import { createReplaceService } from "./attempts/replace.service.ts";
import { createSettleService } from "./attempts/settle.service.ts";
import { createCollectionService } from "./collections/collection.service.ts";
import type { BelievedTime } from "./collections/lease.rules.ts";
import { createAgentCommands, type FromAfar } from "./commands/agent-commands.ts";
import { createCommissioningService } from "./commissioning/commissioning.service.ts";
import { createDoorWatch } from "./devices/door-watch.ts";
import type { Hardware } from "./devices/hardware.ts";
import { createHelpService } from "./help/help.service.ts";
import { createTryGate } from "./limits/try-gate.ts";
import type { RecordEvent } from "./outbox/record-event.ts";
import { createSlipService } from "./printing/slip.service.ts";
import { createSessionService } from "./sessions/session.service.ts";
import type { Settings } from "./settings.ts";
import { createStaffService } from "./staff/staff.service.ts";
import type { Watchers } from "./staff/watchers.ts";
import { createSlotOpeningService } from "./stock/slot-opening.service.ts";
import { createStockService } from "./stock/stock.service.ts";
import type { Savepoint } from "./storage/storage.ts";
import { createTurnService } from "./turns/turn.service.ts";
import type { Unattended } from "./unattended.ts";
import { createVisitService } from "./visits/visit.service.ts";

export type Services = ReturnType<typeof createServices>;

type Parts = {
  stores: Stores;
  settings: Settings;
  authorities: Authorities;
  hardware: Hardware;
  record: RecordEvent;
  transact: Transact;
  savepoint: Savepoint;
  trueTime: () => BelievedTime;
  changes: Changes;
  watchers: Watchers;
  named: () => { machineId: MachineId; name: string; kind: MachineKind };
  isDurable: () => boolean;
  current: () => MachinePlan | undefined;
  machine: () => MachineState | null;
  connected: () => boolean;
  /** When the centre was last heard, by our clock. */
  heardAt: () => string | null;
  unattended: Unattended;
  seal: SealFields;
  siteName: string;
  device: { deviceId: DeviceId };
  fromAfar: FromAfar;
  isCurrent: () => boolean;
  wallIsBelieved: () => boolean;
};

/** What the agent decides: each feature with just what it may touch. */
export function createServices(parts: Parts) {
  const { stores, settings, authorities, hardware, named, machine, watchers } = parts;
  const { record, transact, changes, unattended } = parts;
  const [{ clock }, { TIME_ZONE: timeZone }] = [authorities, settings];
  const set = stores.deviceSettings.get;
  const siteName = () => set().siteName ?? parts.siteName;
  const limits = { limits: stores.limits, transact, clock };
  /** Of the best that is known of the time: a clock that lost it must not begin the day, and its tickets, anew. */
  const today = () => siteDay(parts.trueTime().at, timeZone);
  const common = { ...authorities, record, transact, changes, timeZone, today, siteName };

  const tooManyCodes = (wrongTries: number) =>
    transact(() => record({ type: "collection.code-limit-reached.v1", payload: { wrongTries } }));
  const stock = createStockService({ slots: stores.slots, record, transact });
  const collections = createCollectionService({
    ...common,
    ...stores,
    stock,
    gate: createTryGate({ ...limits, what: "collection-code", onLocked: tooManyCodes }),
    trueTime: parts.trueTime,
    machine: named,
    vending: () => machine()?.vending ?? "paused",
  });
  const staff = createStaffService({
    ...common,
    staff: stores.staff,
    gate: createTryGate({ ...limits, what: "staff-pin" }),
  });
  let commissioningActive = () => false;
  const doors = createDoorWatch({
    machineId: () => named().machineId,
    machine: hardware.machine,
    slotOf: (selection) => stock.slots().find((slot) => slot.selection === selection)?.slotId,
    anyoneMayOpen: () => commissioningActive(),
    record: (event) => unattended("door event", () => transact(() => record(event))),
    announce: changes.announce,
    timer: authorities.timer,
    leftOpenAfterMs: settings.DOOR_LEFT_OPEN_MS,
  });
  const dispensing = { ...common, attempts: stores.attempts, collections, stock };
  const sent = createSent({
    ...{ ...parts, ...common },
    promiseHours: () => set().callbackPromiseHours ?? settings.CALLBACK_PROMISE_HOURS,
  });
  // A turn ends whether or not this can be written now; the end of the next one tries again.
  const letGo = () => unattended("letting go", sent.callbacks.abandonUnfinished);

  const attempts = createAttemptService({
    ...dispensing,
    machine: hardware.machine,
    machineId: () => named().machineId,
    kind: () => named().kind,
    goGate: createGoGate({ find: stores.attempts.find, isDurable: parts.isDurable }),
    doors,
    unattended,
    paused: () => commissioningActive() || stores.commands.isRestarting(),
  });
  const downlink = createDownlink({
    ...common,
    ...{ stores, hardware, named, stock, collections, savepoint: parts.savepoint },
    busy: () => attempts.underWay() || commissioningActive(),
  });
  const { second } = staff;
  const commissioning = createCommissioningService({
    ...common,
    plans: stores.plans,
    tests: stores.tests,
    current: parts.current,
    seat: hardware.machine,
    openAs: hardware.openAs,
    isKnown: downlink.isKnown,
    underWay: attempts.underWay,
    isDurable: parts.isDurable,
    relay(plan) {
      stock.relay(plan);
      downlink.relaid();
    },
    stock,
    expectDoor: doors.expect,
  });
  commissioningActive = commissioning.active;

  const slotOpening = createSlotOpeningService({
    ...{ ...dispensing, openings: stores.openings, underWay: attempts.underWay },
    ...{ isDurable: parts.isDurable, kind: () => named().kind, machine: hardware.machine },
    ...{ expect: doors.expect, perHour: settings.STAFF_OPENINGS_PER_HOUR },
  });
  const commands = createAgentCommands({
    ...{ ...parts, ...common, stock, slotOpening },
    commands: stores.commands,
    isBusy: () => attempts.underWay() || commissioningActive(),
    expectDoor: doors.expect,
  });

  return {
    doors,
    attempts,
    commissioning,
    replacing: createReplaceService({ ...dispensing, begin: attempts.start, second }),
    slotOpening,
    commands,
    stock,
    collections,
    settle: createSettleService({ ...dispensing, second }),
    ...sent,
    visits: createVisitService({
      ...common,
      ...stores,
      appointmentAt: downlink.appointments.timeOf,
      ticketLetter: settings.TICKET_LETTER,
      usualMinutesPerPerson: () => set().usualMinutesPerPerson ?? settings.USUAL_MINUTES_PER_PERSON,
    }),
    sessions: createSessionService({ ...common, ...stores }),
    help: createHelpService({ ...common, help: stores.help, staffAreWatching: watchers.any }),
    turns: createTurnService({ ...common, onEnd: letGo }),
    slips: createSlipService({ ...common, printing: hardware.printing }),
    staff,
    siteName,
    named,
    ...downlink,
  };
}
