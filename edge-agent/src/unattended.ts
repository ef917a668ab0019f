import type { Log } from "@drop-in/foundation";

/** Runs what nobody waits for. Its failure is said and nothing more: it must not end the agent. */
export type Unattended = (what: string, act: () => void) => void;

export function createUnattended(log: Log): Unattended {
  return (what, act) => {
    try {
      act();
    } catch (error) {
      log.error({ event: "unattended.failed", what, error: String(error) });
    }
  };
}
