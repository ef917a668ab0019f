import { noEvidence } from "../evidence.ts";
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

type Chore = "sync" | "ask-status" | "ask-short-status";
const everyChore: readonly Chore[] = ["sync", "ask-status", "ask-short-status"];

/** A spiral machine whose controller speaks the FA FB protocol. */
export function createVmcMachine(link: SerialLink, options: VmcOptions): VendingMachine {
  const { timer, clock, firstPackNo } = options;
  const settings = { ...defaultVmcSettings, ...options.settings };
  const listeners = new Set<(status: MachineStatus) => void>();
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
    if (!chores.includes("ask-status")) chores.push("ask-status", "ask-short-status");
    cancelChores = timer(settings.statusEveryMs, askAgain);
  }

  function onMessage(message: ControllerMessage) {
    heard();
    if (message.type === "sync") chores = [...everyChore];
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
        resolve(outcome);
      };
      attempt = createAttempt({ selection, settings, timer, onProgress, onOutcome });
    });
  }

  return {
    status: () => status,
    dispense,
    openAgain: () => false,
    evidence: () => noEvidence,
    readEvidence: async () => (status.link === "online" ? noEvidence : undefined),
    findSlots: async () => [],
    observe: async () => undefined,
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

function neverSent(reason: "busy" | "offline" | "door-open"): DispenseOutcome {
  return { kind: "not-dispensed", reason, provedBy: "never-sent" };
}
