import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import type { MachineStatus } from "../vending-machine.ts";
import { type DoorState, doorStateOf, unknownDoor } from "./door-state.ts";
import { type BoardReading, type LockBoards, placeOf, selectionOf } from "./lock-boards.ts";
import type { LockerSettings } from "./locker-settings.ts";

type Options = {
  link: SerialLink;
  boards: LockBoards;
  timer: Timer;
  clock: () => number;
  settings: LockerSettings;
  /** A door is to open: look more often, and at nothing else. */
  busy: () => boolean;
  /** What else there is to read between two rounds. */
  alsoRead: () => Promise<void>;
  /** A board was asked; undefined is one that did not answer. */
  onLook: (board: number, reading: BoardReading | undefined) => void;
  /** These boards were silent for so long that nothing about them is known. Every one of them: the line is gone. */
  onSilent: (boards: readonly number[]) => void;
};

/** Reads all boards round and round while the line is open, and keeps what each last said for as long as it counts. */
export function createBoardWatch(options: Options) {
  const { link, boards, timer, clock, settings, busy, alsoRead, onLook, onSilent } = options;
  const readings = new Map<number, { reading: BoardReading; at: number }>();
  let stopped = false;
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

  async function readAll(mine: number): Promise<void> {
    if (stopped || mine !== round) return;
    cancelRound();
    for (const board of settings.boards) {
      await read(board);
      if (stopped || mine !== round) return;
    }
    if (!busy()) await alsoRead();
    if (stopped || mine !== round) return;
    const pauseMs = busy() ? settings.busyReadMs : settings.idleReadMs;
    cancelRound = timer(pauseMs, () => void readAll(mine));
  }

  async function read(board: number): Promise<BoardReading | undefined> {
    const reading = await boards.read(board);
    if (stopped || link.state() === "closed") return undefined;
    if (reading) readings.set(board, { reading, at: clock() });
    const silent = settings.boards.filter((each) => silentMs(each) >= settings.offlineAfterMs);
    // What was true of a board we cannot hear is not known to be true any more.
    for (const each of silent) readings.delete(each);
    onLook(board, reading);
    if (silent.length > 0) onSilent(silent);
    return reading;
  }

  function silentMs(board: number): number {
    return clock() - (readings.get(board)?.at ?? Number.NEGATIVE_INFINITY);
  }

  function gone() {
    round += 1;
    cancelRound();
    readings.clear();
    onSilent(settings.boards);
  }

  function stateOf(selection: number): DoorState {
    const { board, lock } = placeOf(selection);
    const bits = readings.get(board)?.reading.locks.get(lock);
    return bits ? doorStateOf(bits, settings) : unknownDoor;
  }

  const known = () =>
    [...readings].flatMap(([board, { reading }]) =>
      [...reading.locks.keys()].map((lock) => selectionOf({ board, lock })),
    );

  return {
    read,
    stateOf,
    /** Every lock of the boards that answer. */
    known,
    /** Begins a round at once. */
    readNow() {
      round += 1;
      void readAll(round);
    },
    /** Offline when every board is; with one of several silent the others still serve, and it shows as stale. */
    link(): MachineStatus["link"] {
      const silences = settings.boards.map(silentMs);
      if (Math.min(...silences) >= settings.offlineAfterMs) return "offline";
      return Math.max(...silences) >= settings.staleAfterMs ? "stale" : "online";
    },
    openDoors: () => known().filter((selection) => stateOf(selection).door === "open"),
    stop() {
      stopped = true;
      stopState();
      gone();
    },
  };
}
