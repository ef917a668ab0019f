import type { Mishap } from "./coils.ts";
import type { Faults } from "./faults.ts";

const Says = { motorRuns: 0x04, liftError: 0x07, takeOut: 0x24, terminated: 0xff };

/** What goes wrong with the next turn. A lift that failed once fails until it is mended. */
export function createMishaps({ happens }: Faults, settings: { lateMs: number }) {
  let liftBroken = false;

  function next(): Mishap {
    liftBroken ||= happens("lift-error");
    const ghost = happens("ghost-drop");
    return {
      hangs: ghost || liftBroken || happens("jam"),
      sensor: ghost ? "ghost" : happens("no-drop") ? "miss" : undefined,
      says: saysInstead(),
      saysLateMs: happens("late-success") ? settings.lateMs : undefined,
      saysTwice: happens("duplicate-success"),
      silent: happens("ack-then-silence"),
    };
  }

  function saysInstead(): number | undefined {
    if (liftBroken) return Says.liftError;
    if (happens("motor-does-not-stop")) return Says.motorRuns;
    if (happens("terminated-ff")) return Says.terminated;
    return happens("success-24h") ? Says.takeOut : undefined;
  }

  return {
    next,
    liftBroken: () => liftBroken,
    mendLift() {
      liftBroken = false;
    },
  };
}
