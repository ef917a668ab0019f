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
import { readClimate } from "./climate.ts";
import { type DoorState, doorStateOf, unknownDoor } from "./door-state.ts";
import { type BoardReading, type LockBoards, placeOf, selectionOf } from "./lock-boards.ts";
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
  const readings = new Map<number, { reading: BoardReading; at: number }>();
  let status = nothingKnown;
  let attempt: { selection: number; steps: LockerAttempt } | undefined;
  let lastPulseAt = Number.NEGATIVE_INFINITY;
  let opening = false;
  let closed = false;
  let round = 0;
  let cancelRound = () => {};

  const stopState = link.onState((state) => (state === "open" ? begin() : gone()));
  if (link.state() === "open") begin();

  function begin() {
    round += 1;
    const mine = round;
    // First of all, so that it cannot cut short a pulse that is given later.
    void boards.makeSafe(settings.boards).then(() => readAll(mine));
  }

  /** One round over all boards, and then the next: faster while a door is to open. */
  async function readAll(mine: number): Promise<void> {
    if (closed || mine !== round) return;
    cancelRound();
    for (const board of settings.boards) {
      await readBoard(board);
      if (closed || mine !== round) return;
    }
    if (attempt === undefined) await measure();
    if (closed || mine !== round) return;
    const pauseMs = attempt ? settings.busyReadMs : settings.idleReadMs;
    cancelRound = timer(pauseMs, () => void readAll(mine));
  }

  async function readBoard(board: number): Promise<BoardReading | undefined> {
    const reading = await boards.read(board);
    if (closed || link.state() === "closed") return undefined;
    if (reading) readings.set(board, { reading, at: clock() });
    judge();
    if (attempt && placeOf(attempt.selection).board === board) {
      if (reading) attempt.steps.see(stateOf(attempt.selection));
      else attempt.steps.blind();
    }
    return reading;
  }

  /** Offline when every board is; with one of several silent the others still serve, and it shows as stale. */
  function judge() {
    const silences = settings.boards.map(silentMs);
    const offline = Math.min(...silences) >= settings.offlineAfterMs;
    const stale = Math.max(...silences) >= settings.staleAfterMs;
    const forgotten = settings.boards.filter((board) => silentMs(board) >= settings.offlineAfterMs);
    // What was true of a board we cannot hear is not known to be true any more.
    for (const board of forgotten) readings.delete(board);
    const linkState = offline ? "offline" : stale ? "stale" : "online";
    become({ ...status, link: linkState, openDoors: openDoors() });
    if (attempt && forgotten.includes(placeOf(attempt.selection).board)) attempt.steps.lost();
  }

  function silentMs(board: number): number {
    return clock() - (readings.get(board)?.at ?? Number.NEGATIVE_INFINITY);
  }

  function gone() {
    round += 1;
    cancelRound();
    readings.clear();
    become(nothingKnown);
    attempt?.steps.lost();
  }

  async function measure() {
    if (settings.climate === undefined) return;
    const measured = await readClimate(bus, settings.climate, settings.answerMs);
    if (!closed && link.state() === "open") become({ ...status, ...measured });
  }

  function become(next: MachineStatus) {
    const changed = JSON.stringify(next) !== JSON.stringify(status);
    status = next;
    if (changed) for (const listener of listeners) listener(status);
  }

  function stateOf(selection: number): DoorState {
    const { board, lock } = placeOf(selection);
    const bits = readings.get(board)?.reading.locks.get(lock);
    return bits ? doorStateOf(bits, settings) : unknownDoor;
  }

  function openDoors(): number[] {
    return [...readings].flatMap(([board, { reading }]) =>
      [...reading.locks.keys()]
        .map((lock) => selectionOf({ board, lock }))
        .filter((selection) => stateOf(selection).door === "open"),
    );
  }

  async function dispense(
    selection: number,
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<DispenseOutcome> {
    if (opening || attempt !== undefined) return neverSent("busy");
    if (link.state() === "closed" || status.link === "offline") return neverSent("offline");
    const place = placeOf(selection);
    if (!settings.boards.includes(place.board)) return neverSent("slot-unknown");
    opening = true;
    onProgress("checking");
    const fresh = await readBoard(place.board);
    opening = false;
    if (fresh === undefined) return neverSent("no-answer");
    if (!fresh.locks.has(place.lock)) return neverSent("slot-unknown");
    const before = stateOf(selection);
    if (before.door === "open") return neverSent("door-open");
    if (before.item === "absent") return neverSent("slot-empty");
    return new Promise((resolve) => {
      const steps = createLockerAttempt({
        settings,
        timer,
        before,
        pulse: (onSending) => pulse(selection, onSending),
        onProgress,
        onOutcome(outcome) {
          attempt = undefined;
          resolve(outcome);
        },
      });
      attempt = { selection, steps };
      void readAll(++round);
    });
  }

  function pulse(selection: number, onSending: () => boolean) {
    const waitMs = Math.max(0, lastPulseAt + settings.pulseGapMs - clock());
    timer(waitMs, () => {
      void boards.pulse(placeOf(selection), () => {
        const wanted = onSending();
        if (wanted) lastPulseAt = clock();
        return wanted;
      });
    });
  }

  function evidence(selection: number): Evidence {
    const { door, item } = stateOf(selection);
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
      const reading = await readBoard(placeOf(selection).board);
      return reading && evidence(selection);
    },
    findSlots: async () =>
      [...readings].flatMap(([board, { reading }]) =>
        [...reading.locks.keys()].map((lock) => ({
          selection: selectionOf({ board, lock }),
          says: `board ${board}, lock ${lock}`,
        })),
      ),
    async observe() {
      const signs: Record<string, number> = {};
      for (const board of settings.boards) {
        const reading = await readBoard(board);
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
      closed = true;
      stopState();
      gone();
      bus.stop();
      await link.close();
    },
  };
}

function neverSent(reason: NotDispensedReason): DispenseOutcome {
  return { kind: "not-dispensed", reason, provedBy: "never-sent" };
}
