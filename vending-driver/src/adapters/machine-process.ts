import { extname } from "node:path";
import { type Evidence, noEvidence } from "../evidence.ts";
import type { MachineSpec } from "../machine-spec.ts";
import type { Timer } from "../timer.ts";
import type {
  DispenseOutcome,
  LastKnown,
  MachineStatus,
  Progress,
  VendingMachine,
} from "../vending-machine.ts";
import { keepProcess } from "./kept-process.ts";
import type { Ask, Tell } from "./machine-process-messages.ts";

type Around = {
  timer: Timer;
  /** Where the packet numbers of each life of the process begin. */
  firstPackNo: () => number;
  /** The slots whose evidence is wanted at hand. */
  selections: readonly number[];
  /** Told when a process ended that nobody had asked to end. */
  onDeath?: () => void;
  /** What the process runs; tests give a program that breaks on purpose. */
  program?: URL;
};

type Dispensing = {
  number: number;
  last: Progress;
  mayOpenAgain: boolean;
  onProgress: (progress: Progress) => void;
  resolve: (outcome: DispenseOutcome) => void;
};

/** In the sources and, under the same name, among what is built from them. */
const besideUs = new URL(`./machine-program${extname(import.meta.filename)}`, import.meta.url);

const offline: MachineStatus = {
  link: "offline",
  door: "unknown",
  cabinetTemperatureC: null,
  humidityPercent: null,
  deliveryPath: "unknown",
  openDoors: [],
};

/**
 * A machine whose line is served by a process of its own. Nothing is asked of a process that is not known to
 * hear its machine; one that ends in the middle of a dispense leaves it unclear, and another is started.
 */
export function openMachineProcess(spec: MachineSpec, around: Around): VendingMachine {
  const { timer, selections, program = besideUs } = around;
  const listeners = new Set<(status: MachineStatus) => void>();
  const evidence = new Map<number, Evidence>();
  const questions = createQuestions((ask) => kept.put(ask));
  let status = offline;
  let dispensing: Dispensing | undefined;
  const kept = keepProcess({
    ...{ program, timer, hear, ended },
    toStart: () => ({ spec, firstPackNo: around.firstPackNo(), selections }),
  });

  function ended(asked: boolean) {
    evidence.clear();
    become(offline);
    // Words may have been lost on the way: only what was heard of a go can be told, and never that there was none.
    finish({ kind: "unclear", last: lastKnownOf(dispensing?.last ?? "checking") });
    questions.nobodyAnswers();
    if (!asked) around.onDeath?.();
  }

  function hear(told: Tell) {
    switch (told.tell) {
      case "alive":
        return;
      case "status":
        return become(told.status);
      case "evidence":
        return void evidence.set(told.selection, told.evidence);
      case "progress":
        return progressed(told.number, told.progress);
      case "outcome":
        return dispensing?.number === told.number ? finish(told.outcome) : undefined;
      case "evidence-read":
      case "slots-found":
      case "observed":
        questions.answer(told.number, told);
    }
  }

  function progressed(number: number, progress: Progress) {
    if (dispensing?.number !== number) return;
    dispensing.last = progress;
    dispensing.onProgress(progress);
  }

  function become(next: MachineStatus) {
    const changed = JSON.stringify(next) !== JSON.stringify(status);
    status = next;
    if (changed) for (const listener of listeners) listener(status);
  }

  function finish(outcome: DispenseOutcome) {
    const finished = dispensing;
    dispensing = undefined;
    finished?.resolve(outcome);
  }

  function dispense(
    selection: number,
    onProgress: (progress: Progress) => void = () => {},
  ): Promise<DispenseOutcome> {
    if (dispensing !== undefined) return Promise.resolve(neverSent("busy"));
    // An order must not wait in a process that only hears its machine later.
    if (!kept.runs() || status.link === "offline") {
      return Promise.resolve(neverSent("offline"));
    }
    const { promise, resolve } = Promise.withResolvers<DispenseOutcome>();
    const number = questions.nextNumber();
    dispensing = { number, last: "checking", mayOpenAgain: true, onProgress, resolve };
    kept.put({ ask: "dispense", number, selection });
    return promise;
  }

  return {
    status: () => status,
    dispense,
    openAgain() {
      const shut = dispensing?.last === "door-shut" || dispensing?.last === "item-left";
      if (!shut || !dispensing?.mayOpenAgain) return false;
      dispensing.mayOpenAgain = false;
      kept.put({ ask: "open-again" });
      return true;
    },
    evidence: (selection) => evidence.get(selection) ?? noEvidence,
    readEvidence: async (selection) =>
      (
        await questions.ask("evidence-read", (number) => ({
          ask: "read-evidence",
          number,
          selection,
        }))
      )?.evidence,
    findSlots: async () =>
      (await questions.ask("slots-found", (number) => ({ ask: "find-slots", number })))?.slots ??
      [],
    observe: async () =>
      (await questions.ask("observed", (number) => ({ ask: "observe", number })))?.observation,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: kept.close,
  };
}

/** Numbered questions and who waits for their answers. `put` is false where there is nobody to ask. */
function createQuestions(put: (ask: Ask) => boolean) {
  const waiting = new Map<number, (told: Tell | undefined) => void>();
  let last = 0;
  const nextNumber = () => {
    last += 1;
    return last;
  };
  return {
    nextNumber,
    /** Undefined when the process ended, or is not there, before it answered. */
    async ask<Kind extends Tell["tell"]>(
      kind: Kind,
      toAsk: (number: number) => Ask,
    ): Promise<Extract<Tell, { tell: Kind }> | undefined> {
      const number = nextNumber();
      if (!put(toAsk(number))) return undefined;
      const told = await new Promise<Tell | undefined>((resolve) => waiting.set(number, resolve));
      return isKind(told, kind) ? told : undefined;
    },
    answer(number: number, told: Tell) {
      waiting.get(number)?.(told);
      waiting.delete(number);
    },
    nobodyAnswers() {
      for (const resolve of waiting.values()) resolve(undefined);
      waiting.clear();
    },
  };
}

function isKind<Kind extends Tell["tell"]>(
  told: Tell | undefined,
  kind: Kind,
): told is Extract<Tell, { tell: Kind }> {
  return told?.tell === kind;
}

function neverSent(reason: "busy" | "offline"): DispenseOutcome {
  return { kind: "not-dispensed", reason, provedBy: "never-sent" };
}

/** The last word that was heard. The next one, go, may have been said and not heard. */
function lastKnownOf(progress: Progress): LastKnown {
  switch (progress) {
    case "checking":
    case "press-keys":
    case "wrong-keys":
    case "go-sent":
      return "go-sent";
    case "door-open":
      return "moving";
    case "door-shut":
      return "door-stayed-shut";
    case "accepted":
    case "moving":
    case "item-left":
      return progress;
  }
}
