import type { Timer } from "@drop-in/foundation";
import type { StatusReport } from "../devices/device-status.ts";

type Parts = {
  timer: Timer;
  everyMs: number;
  read: () => StatusReport;
  say: (report: StatusReport) => void;
};

const GATHER_MS = 500; // several changes make one message, and what is acked at once is not worth one

/** Says the device's condition every period, and soon after it changes, but never in a flood. */
export function createStatusVoice({ timer, everyMs, read, say }: Parts) {
  let on = false;
  let said = "";
  let cancelBeat = () => {};
  let cancelNudge: (() => void) | undefined;

  function speak(report: StatusReport): void {
    cancelBeat();
    said = condition(report);
    say(report);
    cancelBeat = timer(everyMs, () => speak(read()));
  }

  function speakIfChanged(): void {
    cancelNudge = undefined;
    if (!on) return;
    const report = read();
    if (condition(report) !== said) speak(report);
  }

  return {
    start(): void {
      on = true;
      speak(read());
    },
    stop(): void {
      on = false;
      cancelBeat();
      cancelNudge?.();
      cancelNudge = undefined;
    },
    nudge(): void {
      if (on) cancelNudge ??= timer(GATHER_MS, speakIfChanged);
    },
  };
}

/** What is worth saying at once: whether anything waits, but not how much, which changes with every event. */
function condition({ outbox, machines, slots, printer, scanner }: StatusReport): string {
  return JSON.stringify([outbox.waiting > 0, machines, slots, printer, scanner]);
}
