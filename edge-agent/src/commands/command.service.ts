import type {
  Command,
  CommandAction,
  CommandId,
  CommandRefusal,
  DeviceId,
  SignedCommand,
} from "@drop-in/contracts";
import type { Changes, Log, Timer, Transact, Verifier } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { Moment } from "./caps.rules.ts";
import { LONGEST_CAP_MS } from "./caps.rules.ts";
import { createChallenges } from "./challenges.ts";
import { readCommand, whyNot } from "./command.rules.ts";
import type { CommandOutcome, CommandStore } from "./command.store.ts";
import type { Doing } from "./doing.ts";
import { createPoweredTime } from "./powered-time.ts";

export type CommandParts = {
  deviceId: DeviceId;
  /** Keys that sign commands, by key id, as enrolment gave them. A key that signs frames is none of these. */
  verifiers: () => ReadonlyMap<string, Verifier>;
  /** False while this database is, or may be, an older copy of what the centre has seen of it. */
  isCurrent: () => boolean;
  wallIsBelieved: () => boolean;
  /** 16 random bytes, hex. */
  newChallenge: () => string;
  doing: Doing;
  commands: CommandStore;
  isDurable: () => boolean;
  record: RecordEvent;
  transact: Transact;
  changes: Pick<Changes, "announce">;
  clock: Clock;
  timer: Timer;
  log: Log;
};

const HOUR_MS = 3_600_000;
const MOST_REFUSALS_TOLD = 30; // in an hour: a centre gone mad must not fill the disk with what was not done
const SAVE_AGAIN_MS = 1_000;
const SHOWN_FOR_MS = 60_000;

/**
 * What somebody at the centre wants done here. Judged by this device alone; counted, and on disk, before anything
 * moves (V12); done once or not at all, and never again after a power cut.
 */
export function createCommandService(parts: CommandParts) {
  const { deviceId, commands, doing, record, transact, changes, clock, log } = parts;
  const challenges = createChallenges({ ...parts, monotonicMs: clock.monotonicMs });
  const powered = createPoweredTime({
    kept: commands.poweredMs(),
    monotonicMs: clock.monotonicMs,
  });
  const now = (): Moment => ({ poweredMs: powered(), wallMs: clock.now().getTime() });
  let toldAt: number[] = [];
  let shown: CommandAction | null = null;

  /** The challenge for a wish; undefined where no command would be taken, whoever signed it. */
  function challengeFor(commandId: CommandId): string | undefined {
    if (!parts.isCurrent() || commands.isKnown(commandId)) return undefined;
    return challenges.issue(commandId);
  }

  function take(signed: SignedCommand): void {
    const read = readCommand(signed, { deviceId, verifiers: parts.verifiers() });
    if (read.kind === "refused") return refuse(read.commandId, read.why);
    const { command } = read;
    const { commandId, challenge, action } = command;
    const why = whyNot(command, {
      challenged: challenges.use(commandId, challenge),
      isCurrent: parts.isCurrent(),
      counter: commands.counter(),
      wallIsBelieved: parts.wallIsBelieved(),
      now: now(),
      spent: commands.spent(),
      isPossible: commands.open().length === 0 && doing.isPossible(action),
    });
    if (why) return refuse(commandId, why);
    accept(command);
  }

  function accept(command: Command): void {
    const { commandId, action, counter } = command;
    transact(() => {
      commands.forgetBefore(powered() - 2 * LONGEST_CAP_MS);
      commands.accept(command, now());
      record({ type: "command.accepted.v1", payload: { commandId, action, counter } });
    });
    if (!parts.isDurable() || !commands.isKnown(commandId)) {
      throw new Error("V12: a command must be on disk before anything moves");
    }
    log.warn({ event: "command.accepted", commandId, action: action.type });
    show(action);
    doing.start(action, (outcome) => endSafely(commandId, outcome));
  }

  function show(action: CommandAction): void {
    shown = action;
    changes.announce();
    parts.timer(SHOWN_FOR_MS, () => {
      if (shown !== action) return;
      shown = null;
      changes.announce();
    });
  }

  function refuse(commandId: CommandId | null, why: CommandRefusal): void {
    log.warn({ event: "command.refused", commandId, why });
    const at = clock.monotonicMs();
    toldAt = toldAt.filter((each) => at - each < HOUR_MS);
    if (toldAt.length >= MOST_REFUSALS_TOLD) return;
    toldAt.push(at);
    transact(() => record({ type: "command.refused.v1", payload: { commandId, why } }));
  }

  /** What came of it is kept, and tried again where it cannot be written. Until then nothing else is taken. */
  function endSafely(commandId: CommandId, outcome: CommandOutcome): void {
    try {
      end(commandId, outcome);
    } catch (error) {
      log.error({ event: "command.not-saved", commandId, error: String(error) });
      parts.timer(SAVE_AGAIN_MS, () => endSafely(commandId, outcome));
    }
  }

  function end(commandId: CommandId, outcome: CommandOutcome): void {
    const isNew = transact(() => {
      if (!commands.end(commandId, outcome)) return false;
      record({ type: "command.done.v1", payload: { commandId, outcome } });
      return true;
    });
    if (isNew) log.info({ event: "command.done", commandId, outcome });
    changes.announce();
  }

  return {
    challenge: challengeFor,
    take,
    /** Once at start: what a power cut left open is never done again. Only a restart has shown itself done. */
    recoverInterrupted(): void {
      for (const { commandId, action } of commands.open()) {
        doing.interrupted(action);
        end(commandId, action.type === "restart" ? "done" : "failed");
      }
    },
    /** To be called every few minutes, while anything counts: what is not kept is lost with the power. */
    keepPoweredTime(): void {
      if (commands.spent().length > 0) transact(() => commands.keepPowered(powered()));
    },
    /** What was just now done here on somebody's word from afar, for everyone who stands here to see. */
    shown: (): CommandAction | null => shown,
  };
}
