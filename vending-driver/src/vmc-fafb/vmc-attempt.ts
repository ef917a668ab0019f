import type { Timer } from "../timer.ts";
import type {
  DispenseOutcome,
  LastKnown,
  NotDispensedReason,
  Progress,
} from "../vending-machine.ts";
import type { ControllerMessage } from "./message.ts";
import { meaningOf, refusalOf } from "./vmc-outcome.ts";
import type { Command } from "./vmc-session.ts";
import type { VmcSettings } from "./vmc-settings.ts";

export type Attempt = {
  /** What to say at this poll, if anything. */
  nextCommand(): Command | undefined;
  hear(message: ControllerMessage): void;
  /** The line or the controller is gone. */
  lost(): void;
};

type AttemptOptions = {
  selection: number;
  settings: VmcSettings;
  timer: Timer;
  onProgress: (progress: Progress) => void;
  onOutcome: (outcome: DispenseOutcome) => void;
};

/**
 * One try: check the selection, then go, then listen. Until go is handed to the line the answer to
 * any trouble is a proved `not-dispensed`; from that moment on only the controller's own word
 * decides, and silence is `unclear`.
 */
export function createAttempt(options: AttemptOptions): Attempt {
  const { selection, settings, timer, onProgress } = options;
  let waiting: Command | undefined = checkCommand();
  let last: LastKnown | undefined;
  let over = false;
  let cancelStep = timer(settings.pollWaitMs, () => refuse("no-answer", "never-sent"));
  let cancelWhole = () => {};
  onProgress("checking");

  function checkCommand(): Command {
    const message = { type: "check-selection", selection, padded: settings.paddedCheck } as const;
    return { message, once: false, onSent: () => within(settings.checkReplyMs) };
  }

  function goCommand(): Command {
    const { useDropSensor: dropSensor, useLift: lift } = settings;
    return {
      message: { type: "drive", selection, dropSensor, lift },
      once: true,
      onSent() {
        cancelStep();
        cancelStep = timer(settings.firstStatusMs, silent);
        cancelWhole = timer(settings.dispenseMs, silent);
        reached("go-sent");
      },
      onAcked: () => last === "go-sent" && reached("accepted"),
    };
  }

  function hear(message: ControllerMessage) {
    if (over) return;
    if (message.type === "check-reply" && message.selection === selection) checked(message.status);
    if (message.type === "dispense-status" && message.selection === selection) {
      dispensing(message.status);
    }
    // The controller lost its memory, and with it what it did for us.
    if (message.type === "sync" && last !== undefined) silent();
  }

  function checked(status: number) {
    if (last !== undefined || waiting !== undefined) return;
    const reason = refusalOf(status);
    if (reason !== undefined) return refuse(reason, "refused-before-motion");
    waiting = goCommand();
    within(settings.pollWaitMs);
  }

  function dispensing(status: number) {
    // Before go it can only be about an earlier dispense of the same slot.
    if (last === undefined) return;
    const sensorProves = settings.useDropSensor && settings.dropSensorTrusted;
    const meaning = meaningOf(status, { moving: last === "moving", sensorProves });
    if (meaning.kind === "nothing") return;
    cancelStep();
    if (meaning.kind === "final") finish(meaning.outcome);
    else if (last !== "moving") reached("moving");
  }

  function reached(step: "go-sent" | "accepted" | "moving") {
    last = step;
    onProgress(step);
  }

  function within(ms: number) {
    cancelStep();
    cancelStep = timer(ms, () => refuse("no-answer", "never-sent"));
  }

  function silent() {
    if (last !== undefined) finish({ kind: "unclear", last });
  }

  function refuse(reason: NotDispensedReason, provedBy: "never-sent" | "refused-before-motion") {
    finish({ kind: "not-dispensed", reason, provedBy });
  }

  function finish(outcome: DispenseOutcome) {
    if (over) return;
    over = true;
    waiting = undefined;
    cancelStep();
    cancelWhole();
    options.onOutcome(outcome);
  }

  return {
    nextCommand() {
      const command = waiting;
      waiting = undefined;
      return command;
    },
    hear,
    lost: () => (last === undefined ? refuse("offline", "never-sent") : silent()),
  };
}
