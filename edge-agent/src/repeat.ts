import type { Timer } from "@drop-in/foundation";
import type { Unattended } from "./unattended.ts";

/** Rounds that go on until stopped, whatever becomes of any one of them. */
export function createRepeat(timer: Timer, unattended: Unattended) {
  return (everyMs: number, act: () => void): (() => void) => {
    let cancel = timer(everyMs, again);
    function again(): void {
      unattended("round", act);
      cancel = timer(everyMs, again);
    }
    return () => cancel();
  };
}
