import { decideByEvidence } from "../../decide-by-evidence.ts";
import type { Evidence } from "../../evidence.ts";
import { changesBetween } from "../../learning.ts";
import type { Timer } from "../../timer.ts";
import type {
  DispenseOutcome,
  MachineStatus,
  Observation,
  VendingMachine,
} from "../../vending-machine.ts";
import type { MachineCommand } from "./arguments.ts";
import { changesInWords, exitCodeOf, outcomeInWords, statusInWords } from "./words.ts";

/** The technician: what is said to them, and what they do. */
export type Desk = {
  timer: Timer;
  /** `data` is what --json prints instead of the words. */
  say(words: string, data: Readonly<Record<string, unknown>>): void;
  /** Waits until they press Enter. */
  pressed(question: string): Promise<void>;
  /** Resolves at Ctrl-C. */
  stopped: Promise<void>;
};

const HEARD_WITHIN_MS = 15_000;
const EVIDENCE_WITHIN_MS = 15_000;
const EVIDENCE_EVERY_MS = 1_000;
const LAST_WORD_MS = 1_000;

/** Carries out one command and returns the exit code. */
export async function runCommand(
  machine: VendingMachine,
  command: MachineCommand,
  desk: Desk,
): Promise<number> {
  if (command.do === "monitor") return monitor(machine, desk);
  desk.say(`waiting up to ${HEARD_WITHIN_MS / 1_000} s for the machine to be heard…`, {
    step: "waiting",
  });
  const heard = await until(machine, desk, ({ link }) => link === "online");
  if (!heard) {
    desk.say(
      "The line is open, but the machine was not heard. Check power, the protocol and the speed.",
      {
        step: "not-heard",
        status: machine.status(),
      },
    );
    return 1;
  }
  switch (command.do) {
    case "status": {
      const status = machine.status();
      desk.say(statusInWords(status), { status });
      return 0;
    }
    case "slots": {
      const slots = await machine.findSlots();
      if (slots.length === 0) desk.say("The hardware names no slots.", { slots });
      for (const slot of slots) desk.say(`${slot.selection}: ${slot.says}`, { slot });
      return 0;
    }
    case "dispense":
      return dispense(machine, command.selection, desk);
    case "learn":
      return learn(machine, desk);
  }
}

async function dispense(machine: VendingMachine, selection: number, desk: Desk): Promise<number> {
  const before = machine.evidence(selection);
  let last = "nothing was sent";
  const outcome = machine.dispense(selection, (step) => {
    last = step;
    desk.say(`  ${step}`, { progress: step });
  });
  const first = await Promise.race([outcome, desk.stopped]);
  if (first === undefined) return interrupted(machine, { outcome, last: () => last }, desk);
  if (first.kind !== "unclear") return conclude(first, desk);

  desk.say(
    `${outcomeInWords(first)}\nasking the hardware for up to ${EVIDENCE_WITHIN_MS / 1_000} s…`,
    {
      outcome: first,
    },
  );
  let decided: DispenseOutcome = first;
  let seen: Evidence | undefined;
  let over = false;
  let cancel = () => {};
  const deadline = new Promise<void>((resolve) => {
    cancel = desk.timer(EVIDENCE_WITHIN_MS, resolve);
  }).then(() => {
    over = true;
  });
  let wasStopped = false;
  const stopped = desk.stopped.then(() => {
    wasStopped = true;
    over = true;
  });
  // That something left may be believed at once. That nothing did only at the end: the coil may still turn.
  while (!over && decided.kind !== "dispensed") {
    const pause = new Promise<void>((resolve) => desk.timer(EVIDENCE_EVERY_MS, resolve));
    const asked = machine.readEvidence(selection).catch(() => undefined);
    const after = await Promise.race([asked, deadline, stopped]);
    // Only the latest look counts: an answer from before the machine fell silent may be too early.
    if (!over) decided = after ? decideByEvidence(first.last, before, after) : first;
    if (after) seen = after;
    if (decided.kind !== "dispensed") await Promise.race([pause, deadline, stopped]);
  }
  if (wasStopped && decided.kind === "not-dispensed") decided = first;
  const decides = decided.kind !== "unclear";
  desk.say(
    decides ? "the hardware's own memory decides" : "the hardware does not say enough to decide",
    { before, after: seen ?? null, decides },
  );
  cancel();
  return conclude(decided, desk);
}

/** Ctrl-C: the machine is let go, and says what it knows. What was sent cannot be called back. */
async function interrupted(
  machine: VendingMachine,
  { outcome, last }: { outcome: Promise<DispenseOutcome>; last: () => string },
  desk: Desk,
): Promise<number> {
  await machine.close();
  const patience = new Promise<void>((resolve) => desk.timer(LAST_WORD_MS, resolve));
  const known = await Promise.race([outcome, patience]);
  desk.say(`stopped by you; the last step was: ${last()}`, { stopped: true, last: last() });
  if (known !== undefined) return conclude(known, desk);
  desk.say("UNCLEAR: what was sent cannot be called back. Look into the machine.", {
    outcome: "unclear",
  });
  return 3;
}

function conclude(outcome: DispenseOutcome, desk: Desk): number {
  desk.say(outcomeInWords(outcome), { outcome });
  return exitCodeOf(outcome);
}

async function monitor(machine: VendingMachine, desk: Desk): Promise<number> {
  const show = (status: MachineStatus) => desk.say(statusInWords(status), { status });
  show(machine.status());
  const stop = machine.onStatus(show);
  await desk.stopped;
  stop();
  return 0;
}

async function learn(machine: VendingMachine, desk: Desk): Promise<number> {
  const before = await look(machine, desk);
  if (before === undefined) return cannotAsk(desk);
  desk.say(`${Object.keys(before).length} signs seen`, { before });
  const act = desk.pressed("Do ONE thing now (open the door, take one item), then press Enter. ");
  await Promise.race([act, desk.stopped]);
  const after = await look(machine, desk);
  if (after === undefined) return cannotAsk(desk);
  const changes = changesBetween(before, after);
  desk.say(changesInWords(changes), { changes });
  return 0;
}

async function look(machine: VendingMachine, desk: Desk): Promise<Observation | undefined> {
  for (let tries = 0; tries < 5; tries += 1) {
    const seen = await machine.observe();
    if (seen !== undefined) return seen;
    await new Promise<void>((resolve) => desk.timer(EVIDENCE_EVERY_MS, resolve));
  }
  return undefined;
}

function cannotAsk(desk: Desk): number {
  desk.say("The machine cannot be asked just now.", { step: "cannot-ask" });
  return 1;
}

function until(
  machine: VendingMachine,
  desk: Desk,
  wanted: (status: MachineStatus) => boolean,
): Promise<boolean> {
  if (wanted(machine.status())) return Promise.resolve(true);
  return new Promise((resolve) => {
    const cancel = desk.timer(HEARD_WITHIN_MS, () => finish(false));
    const stop = machine.onStatus((status) => wanted(status) && finish(true));
    void desk.stopped.then(() => finish(false));
    function finish(heard: boolean) {
      cancel();
      stop();
      resolve(heard);
    }
  });
}
