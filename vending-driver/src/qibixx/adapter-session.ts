import { joinBytes } from "../link/join-bytes.ts";
import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import { type AdapterSays, type ReaderState, readAdapterLine } from "./adapter-says.ts";
import { encodeLine, takeLine } from "./line.ts";
import type { MdbSettings } from "./mdb-settings.ts";

export type AdapterSession = {
  /** The reader as the adapter last named it; undefined until it has. */
  state(): ReaderState | undefined;
  /** The adapter has answered lately. */
  answers(): boolean;
  /** It is being told its settings: what it says now may be our own doing. */
  settingUp(): boolean;
  say(key: string, ...parts: (string | number)[]): void;
  /** Switches the reader off and sets it up anew. */
  begin(): void;
  stop(): void;
};

type Options = {
  link: SerialLink;
  timer: Timer;
  settings: MdbSettings;
  onSays: (says: AdapterSays) => void;
  /** Something about the adapter or the reader is not as it was. */
  onChange: () => void;
};

type Step = { parts: (string | number)[]; otherwise?: (string | number)[] };

/**
 * Sets the adapter up after every connection and keeps asking whether it is there. What it was told before the
 * connection was lost is not known to be so any more, so it is told again, from the reader being off.
 */
export function createAdapterSession(options: Options): AdapterSession {
  const { link, timer, settings, onSays, onChange } = options;
  let held: Uint8Array = new Uint8Array();
  let state: ReaderState | undefined;
  let steps: Step[] = [];
  let unanswered = Number.POSITIVE_INFINITY;
  let settingUp = false;
  let cancelStep = () => {};
  let cancelAsk = () => {};

  const stops = [
    link.onBytes((bytes) => {
      held = joinBytes(held, bytes);
      for (let taken = takeLine(held); taken.kind !== "incomplete"; taken = takeLine(held)) {
        held = taken.rest;
        if (taken.kind === "frame" && taken.frame.from === "adapter")
          hear(readAdapterLine(taken.frame));
      }
    }),
    link.onState((now) => (now === "open" ? begin() : gone())),
  ];
  if (link.state() === "open") begin();

  function begin() {
    const conf = (name: string, value: string | number): Step["parts"] => [
      "SETCONF",
      `${name}=${value}`,
    ];
    const address = settings.readerAddress;
    settingUp = true;
    steps = [
      { parts: [0] },
      { parts: conf("mdb-always-idle", settings.alwaysIdle ? 1 : 0) },
      { parts: conf("mdb-currency-code", `0x${settings.currency}`) },
      // Two spellings are about; the second is for adapters that do not know the first.
      { parts: conf("mdb-addr", address), otherwise: conf("mdb-address", address) },
      { parts: [1] },
    ];
    next();
    ask();
  }

  function next() {
    cancelStep();
    const [step] = steps;
    if (step === undefined) {
      settingUp = false;
      return;
    }
    say("C", ...step.parts);
    // Not everything is answered: what is not has had its time.
    cancelStep = timer(settings.answerMs, () => {
      steps.shift();
      next();
    });
  }

  function ask() {
    cancelAsk();
    unanswered += 1;
    say("V");
    if (unanswered === 2) onChange();
    cancelAsk = timer(settings.askEveryMs, ask);
  }

  function hear(says: AdapterSays) {
    const wasSilent = unanswered > 1;
    unanswered = 0;
    if (settingUp) setUp(says);
    if (says.type === "state") state = says.state;
    if (says.type === "vend-request") state = "vend";
    onSays(says);
    if (wasSilent || says.type === "state") onChange();
  }

  function setUp(says: AdapterSays) {
    const [step] = steps;
    const answered = says.type === "set-ok" || says.type === "error" || says.type === "state";
    if (step === undefined || !answered) return;
    // What the reader's state does meanwhile answers the switching on, not a setting.
    if (says.type === "state" && step.parts.length > 1) return;
    if (says.type === "error" && step.otherwise) steps[0] = { parts: step.otherwise };
    else steps.shift();
    next();
  }

  function gone() {
    cancelStep();
    cancelAsk();
    held = new Uint8Array();
    steps = [];
    settingUp = false;
    state = undefined;
    unanswered = Number.POSITIVE_INFINITY;
    onChange();
  }

  /** Refused by a closed link, it is not kept for later: silence is what shows it. */
  function say(key: string, ...parts: (string | number)[]) {
    link.write(encodeLine(key, ...parts)).catch(() => {});
  }

  return {
    state: () => state,
    answers: () => unanswered <= 1,
    settingUp: () => settingUp,
    say,
    begin,
    stop() {
      for (const stop of stops) stop();
      gone();
    },
  };
}
