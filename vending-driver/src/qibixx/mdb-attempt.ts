import type { Timer } from "../timer.ts";
import type {
  DispenseOutcome,
  LastKnown,
  NotDispensedReason,
  Progress,
} from "../vending-machine.ts";
import { type AdapterSays, toAmount } from "./adapter-says.ts";
import type { MdbSettings } from "./mdb-settings.ts";

export type MdbAttempt = {
  hear(says: AdapterSays): void;
  /** The line is gone. */
  lost(): void;
  approved(): boolean;
};

type Options = {
  wanted: MdbSettings["keypad"][number];
  settings: MdbSettings;
  timer: Timer;
  say: (key: string, ...parts: (string | number)[]) => void;
  onProgress: (progress: Progress) => void;
  onOutcome: (outcome: DispenseOutcome) => void;
};

/**
 * One approval for one person. Until it is given, the machine does nothing and everything can be called off; it is
 * given once, for what the machine asked, and from then on only the machine's word decides (MDB 4.2, 7.4.7: a reset
 * after the approval counts as a success).
 */
export function createMdbAttempt(options: Options): MdbAttempt {
  const { wanted, settings, timer, say, onProgress, onOutcome } = options;
  let last: LastKnown | undefined;
  let over = false;
  let tries = 0;
  let armed = false;
  let cancelStart = () => {};
  let cancelWait = () => {};

  onProgress("checking");
  if (settings.alwaysIdle) arm();
  else start();

  /** Some machines take a while until they let a session begin. */
  function start() {
    tries += 1;
    if (tries > settings.startTries) return refuse("machine-fault");
    say("C", "START", toAmount(wanted.price));
    cancelStart = timer(settings.startEveryMs, start);
  }

  /** A denial ends the session; the right number needs another one. */
  function startAnew() {
    tries = 0;
    cancelStart();
    cancelStart = timer(settings.startEveryMs, start);
  }

  function arm() {
    cancelStart();
    if (armed) return;
    armed = true;
    onProgress("press-keys");
    cancelWait = timer(settings.pressWithinMs, () => refuse("not-chosen"));
  }

  function hear(says: AdapterSays) {
    if (over) return;
    if (last === undefined) before(says);
    else after(says);
  }

  function before(says: AdapterSays) {
    if (says.type === "state" && says.state === "idle") return arm();
    if (says.type === "vend-error" && says.code === 1) return refuse("not-chosen");
    if (says.type === "state" && says.state === "inactive") return refuse("offline");
    if (says.type !== "vend-request") return;
    if (!matches(says)) {
      say("C", "STOP");
      if (armed) onProgress("wrong-keys");
      if (!settings.alwaysIdle) startAnew();
      return;
    }
    cancelStart();
    cancelWait();
    last = "go-sent";
    // Before the write: from here on nobody may say that nothing was sent.
    onProgress("go-sent");
    say("C", "VEND", says.amountText);
    cancelWait = timer(settings.resultWithinMs, () =>
      finish({ kind: "unclear", last: last ?? "go-sent" }),
    );
  }

  function after(says: AdapterSays) {
    if (says.type === "vend-success") {
      return finish({
        kind: "dispensed",
        proof: settings.dropSensorTrusted ? "confirmed" : "presumed",
      });
    }
    if (says.type === "vend-error" && says.code === 5) {
      return finish({ kind: "dispensed", proof: "presumed" });
    }
    // A reset is named as one. A reader that is merely gone may be an adapter that lost its power.
    if (says.type === "state" && says.state === "inactive") {
      cancelWait();
      cancelWait = timer(settings.answerMs, () => finish({ kind: "unclear", last: "accepted" }));
      return;
    }
    // Its drop sensor saw nothing, which proves nothing; any other error is none we know.
    if (says.type === "vend-error") {
      return finish({ kind: "unclear", last: says.code === 3 ? "vend-failed" : "go-sent" });
    }
    if (says.type === "vend-request") {
      say("C", "STOP");
      finish({ kind: "unclear", last: "accepted" });
    }
  }

  /** By its item number where the machine sends one, else by its price. */
  function matches(request: Extract<AdapterSays, { type: "vend-request" }>): boolean {
    if (request.item !== null && wanted.item !== undefined) return request.item === wanted.item;
    return request.amount === wanted.price;
  }

  function refuse(reason: NotDispensedReason) {
    if (!settings.alwaysIdle) say("C", "STOP");
    finish({ kind: "not-dispensed", reason, provedBy: "never-sent" });
  }

  function finish(outcome: DispenseOutcome) {
    if (over) return;
    over = true;
    cancelStart();
    cancelWait();
    onOutcome(outcome);
  }

  return {
    hear,
    lost() {
      if (last === undefined)
        finish({ kind: "not-dispensed", reason: "offline", provedBy: "never-sent" });
      else finish({ kind: "unclear", last });
    },
    approved: () => last !== undefined,
  };
}
