import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import type {
  DispenseOutcome,
  MachineStatus,
  Progress,
  VendingMachine,
} from "../vending-machine.ts";
import type { ControllerMessage, HostMessage } from "./message.ts";
import { type Attempt, createAttempt } from "./vmc-attempt.ts";
import { createVmcMemory } from "./vmc-memory.ts";
import { createRounds } from "./vmc-round.ts";
import { type Command, createVmcSession } from "./vmc-session.ts";
import { defaultVmcSettings, type VmcSettings } from "./vmc-settings.ts";
import { afterMessage, unknownStatus } from "./vmc-status.ts";

export type VmcOptions = {
  timer: Timer;
  /** Monotonic milliseconds. */
  clock: () => number;
  /** Where this run's packet numbers begin; a different one each start keeps runs apart. */
  firstPackNo: number;
  settings?: Partial<VmcSettings>;
};

type Chore = "sync" | "ask-status" | "ask-short-status" | "ask-jams";
const everyChore: readonly Chore[] = ["sync", "ask-status", "ask-short-status", "ask-jams"];
/** A question waits for its poll and its answer; a controller without a jam list never gives one. */
const ROUND_MS = 4_000;

/** A spiral machine whose controller speaks the FA FB protocol. */
export function createVmcMachine(link: SerialLink, options: VmcOptions): VendingMachine {
  const { timer, clock, firstPackNo } = options;
  const settings = { ...defaultVmcSettings, ...options.settings };
  const listeners = new Set<(status: MachineStatus) => void>();
  const memory = createVmcMemory();
  const rounds = createRounds(timer);
  let status = unknownStatus;
  let attempt: Attempt | undefined;
  let chores = [...everyChore];
  let cancelSilence = () => {};
  let cancelChores = timer(settings.statusEveryMs, askAgain);

  const session = createVmcSession({ link, clock, firstPackNo, settings, nextCommand, onMessage });
  const stopListening = link.onState((state) => {
    session.reset();
    if (state === "closed") gone();
  });

  function nextCommand(): Command | undefined {
    // Sync first: a controller that was not told of our start may hold an older conversation.
    const chore = chores[0] === "sync" ? chores.shift() : undefined;
    if (chore !== undefined) return choreCommand(chore);
    const command = attempt?.nextCommand();
    if (command !== undefined) return command;
    const next = attempt === undefined ? chores.shift() : undefined;
    return next && choreCommand(next);
  }

  function choreCommand(chore: Chore): Command {
    const message: HostMessage = { type: chore };
    return { message, once: false };
  }

  function askAgain() {
    queue("ask-status", "ask-short-status");
    cancelChores = timer(settings.statusEveryMs, askAgain);
  }

  function queue(...wanted: Chore[]) {
    chores.push(...wanted.filter((chore) => !chores.includes(chore)));
  }

  function onMessage(message: ControllerMessage) {
    heard();
    if (message.type === "sync") {
      chores = [...everyChore];
      memory.forget();
    }
    memory.hear(message);
    rounds.hear(message);
    become(afterMessage(status, message, settings.doorOpenValue));
    attempt?.hear(message);
  }

  function heard() {
    cancelSilence();
    cancelSilence = timer(settings.staleAfterMs, () => {
      become({ ...status, link: "stale" });
      cancelSilence = timer(settings.offlineAfterMs - settings.staleAfterMs, gone);
    });
    become({ ...status, link: "online" });
  }

  /** What was true of a machine we cannot hear is not known to be true any more. */
  function gone() {
    cancelSilence();
    chores = [...everyChore];
    memory.forget();
    rounds.lost();
    become(unknownStatus);
    attempt?.lost();
  }

  function become(next: MachineStatus) {
    const changed = JSON.stringify(next) !== JSON.stringify(status);
    status = next;
    if (changed) for (const listener of listeners) listener(status);
  }

  function dispense(
    selection: number,
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<DispenseOutcome> {
    if (attempt !== undefined) return Promise.resolve(neverSent("busy"));
    if (link.state() === "closed" || status.link === "offline") {
      return Promise.resolve(neverSent("offline"));
    }
    if (status.door === "open") return Promise.resolve(neverSent("door-open"));
    return new Promise((resolve) => {
      const onOutcome = (outcome: DispenseOutcome) => {
        attempt = undefined;
        queue("ask-short-status", "ask-jams");
        resolve(outcome);
      };
      attempt = createAttempt({ selection, settings, timer, onProgress, onOutcome });
    });
  }

  /** Asks anew. False where nothing answers: no line, or a dispense in flight that has the line for itself. */
  async function round(...wanted: ("ask-status" | "ask-short-status" | "ask-jams")[]) {
    if (status.link !== "online" || attempt !== undefined) return false;
    memory.forgetSigns();
    queue(...wanted);
    return rounds.wait(
      wanted.map((chore) => answerTo[chore]),
      ROUND_MS,
    );
  }

  return {
    status: () => status,
    dispense,
    openAgain: () => false,
    evidence: memory.evidence,
    readEvidence: async (selection) =>
      (await round("ask-short-status", "ask-jams")) ? memory.evidence(selection) : undefined,
    findSlots: async () => memory.slots(),
    observe: async () =>
      (await round("ask-status", "ask-short-status")) ? memory.observation() : undefined,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      cancelChores();
      stopListening();
      gone();
      await link.close();
    },
  };
}

const answerTo = {
  "ask-status": "machine-status",
  "ask-short-status": "short-status",
  "ask-jams": "jam-list",
} as const;

function neverSent(reason: "busy" | "offline" | "door-open"): DispenseOutcome {
  return { kind: "not-dispensed", reason, provedBy: "never-sent" };
}
