import type { Bus } from "../bus/bus.ts";
import { type Evidence, noEvidence } from "../evidence.ts";
import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import type {
  DispenseOutcome,
  MachineStatus,
  NotDispensedReason,
  Progress,
  VendingMachine,
} from "../vending-machine.ts";
import { createBoardWatch } from "./board-watch.ts";
import { readClimate } from "./climate.ts";
import { type BoardReading, type LockBoards, placeOf } from "./lock-boards.ts";
import { createLockerAttempt, type LockerAttempt } from "./locker-attempt.ts";
import { defaultLockerSettings, type LockerSettings } from "./locker-settings.ts";

export type LockerParts = {
  link: SerialLink;
  bus: Bus;
  boards: LockBoards;
  timer: Timer;
  /** Monotonic milliseconds. */
  clock: () => number;
  settings?: Partial<LockerSettings>;
};

const nothingKnown: MachineStatus = {
  link: "offline",
  door: "unknown",
  cabinetTemperatureC: null,
  humidityPercent: null,
  deliveryPath: "unknown",
  openDoors: [],
};

/** Compartments behind lock boards. It reads the boards all the time; a pulse is given once, and once more if asked. */
export function createLockerMachine(parts: LockerParts): VendingMachine {
  const { link, bus, boards, timer, clock } = parts;
  const settings = { ...defaultLockerSettings, ...parts.settings };
  const listeners = new Set<(status: MachineStatus) => void>();
  let status = nothingKnown;
  let attempt: { selection: number; steps: LockerAttempt } | undefined;
  let opening = false;
  const busy = () => opening || attempt !== undefined;
  const pulse = createPulses(parts, settings.pulseGapMs);
  const watch = createBoardWatch({
    ...{ link, boards, timer, clock, settings, busy, onLook },
    alsoRead: measure,
    onSilent(silent) {
      if (silent.length === settings.boards.length) become(nothingKnown);
      if (attempt && silent.includes(placeOf(attempt.selection).board)) attempt.steps.lost();
    },
  });

  function onLook(board: number, reading: BoardReading | undefined) {
    become({ ...status, link: watch.link(), openDoors: watch.openDoors() });
    if (attempt === undefined || placeOf(attempt.selection).board !== board) return;
    if (reading) attempt.steps.see(watch.stateOf(attempt.selection));
    else attempt.steps.blind();
  }

  async function measure() {
    if (settings.climate === undefined) return;
    const measured = await readClimate(bus, settings.climate, settings.answerMs);
    if (status.link !== "offline") become({ ...status, ...measured });
  }

  function become(next: MachineStatus) {
    const changed = JSON.stringify(next) !== JSON.stringify(status);
    status = next;
    if (changed) for (const listener of listeners) listener(status);
  }

  async function dispense(
    selection: number,
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<DispenseOutcome> {
    if (busy()) return neverSent("busy");
    if (link.state() === "closed" || status.link === "offline") return neverSent("offline");
    const place = placeOf(selection);
    if (!settings.boards.includes(place.board)) return neverSent("slot-unknown");
    opening = true;
    onProgress("checking");
    const fresh = await watch.read(place.board);
    opening = false;
    if (fresh === undefined) return neverSent("no-answer");
    if (!fresh.locks.has(place.lock)) return neverSent("slot-unknown");
    const before = watch.stateOf(selection);
    if (before.door === "open") return neverSent("door-open");
    if (before.item === "absent") return neverSent("slot-empty");
    return new Promise((resolve) => {
      const steps = createLockerAttempt({
        ...{ settings, timer, before, onProgress },
        pulse: (onSending) => pulse(selection, onSending),
        onOutcome(outcome) {
          attempt = undefined;
          resolve(outcome);
        },
      });
      attempt = { selection, steps };
      watch.readNow();
    });
  }

  function evidence(selection: number): Evidence {
    const { door, item } = watch.stateOf(selection);
    return {
      ...noEvidence,
      door: door === "unknown" ? null : door,
      item: item === "unknown" ? null : item,
    };
  }

  return {
    status: () => status,
    dispense,
    openAgain: () => attempt?.steps.openAgain() ?? false,
    evidence,
    async readEvidence(selection) {
      const reading = await watch.read(placeOf(selection).board);
      return reading && evidence(selection);
    },
    async findSlots() {
      return watch.known().map((selection) => {
        const { board, lock } = placeOf(selection);
        return { selection, says: `board ${board}, lock ${lock}` };
      });
    },
    async observe() {
      const signs: Record<string, number> = {};
      for (const board of settings.boards) {
        const reading = await watch.read(board);
        if (reading === undefined) return undefined;
        Object.assign(signs, reading.signs);
      }
      return signs;
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      watch.stop();
      bus.stop();
      await link.close();
    },
  };
}

/** Gives pulses, no two closer than `gapMs`; each asks once more, as it leaves, whether it is still wanted. */
function createPulses({ boards, timer, clock }: LockerParts, gapMs: number) {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (selection: number, onSending: () => boolean) => {
    timer(Math.max(0, lastAt + gapMs - clock()), () => {
      void boards.pulse(placeOf(selection), () => {
        const wanted = onSending();
        if (wanted) lastAt = clock();
        return wanted;
      });
    });
  };
}

function neverSent(reason: NotDispensedReason): DispenseOutcome {
  return { kind: "not-dispensed", reason, provedBy: "never-sent" };
}
