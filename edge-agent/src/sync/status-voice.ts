import type { Timer } from "../adapters/clock.ts";
import type { StatusReport } from "../devices/device-status.ts";

type Parts = {
  timer: Timer;
  monotonic: () => number;
  everyMs: number;
  read: () => StatusReport;
  say: (report: StatusReport) => void;
};

const AT_MOST_EVERY_MS = 500;

/** Says the device's condition every period, and soon after it changes, but never in a flood. */
export function createStatusVoice({ timer, monotonic, everyMs, read, say }: Parts) {
  let on = false;
  let said = "";
  let saidAtMs = 0;
  let cancelBeat = () => {};
  let cancelNudge: (() => void) | undefined;

  function speak(report: StatusReport): void {
    cancelBeat();
    said = condition(report);
    saidAtMs = monotonic();
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
      if (!on) return;
      const sinceMs = monotonic() - saidAtMs;
      cancelNudge ??= timer(Math.max(0, AT_MOST_EVERY_MS - sinceMs), speakIfChanged);
    },
  };
}

/** What is worth saying at once. How much waits is not: it changes with every event. */
function condition({ machines, slots, printer, scanner }: StatusReport): string {
  return JSON.stringify([machines, slots, printer, scanner]);
}
