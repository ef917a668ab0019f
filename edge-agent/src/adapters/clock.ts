import { readFileSync } from "node:fs";
import { newId } from "@drop-in/foundation";

/** Wall time and boot time are two clocks: only the second never jumps. */
export type Clock = {
  now(): Date;
  /** Milliseconds since this machine was switched on, whole; it goes on over a restart of this program. */
  monotonicMs(): number;
  /** Which switching-on that was: a UUID. */
  bootId(): string;
};

const NS_PER_MS = 1_000_000n;
const KERNEL_BOOT = "/proc/sys/kernel/random/boot_id";

export function systemClock(): Clock {
  const bootId = readBootId();
  return {
    now: () => new Date(),
    monotonicMs: () => Number(process.hrtime.bigint() / NS_PER_MS),
    bootId: () => bootId,
  };
}

/** Where the system has no such number, each start of this program counts as a switching-on: less is known, nothing wrong. */
function readBootId(): string {
  try {
    return readFileSync(KERNEL_BOOT, "utf8").trim();
  } catch {
    return newId();
  }
}
