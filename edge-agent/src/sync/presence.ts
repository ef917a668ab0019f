import type { Log, Timer } from "@drop-in/foundation";

type Parts = {
  timer: Timer;
  monotonic: () => number;
  everyMs: number;
  log: Log;
  /** A whole period without a word from the centre, on a connection that stands. */
  onSilence: () => void;
};

const SILENT_PERIODS = 3;

/** Whether the centre itself has answered lately; a broker that takes our bytes is not enough. */
export function createPresence({ timer, monotonic, everyMs, log, onSilence }: Parts) {
  const listeners = new Set<() => void>();
  let carried = false;
  let heardAtMs: number | undefined;
  let everHeardMs: number | undefined; // also on a connection that is gone
  let told = false;
  let cancelWatch = () => {};

  const silentMs = () => (heardAtMs === undefined ? Infinity : monotonic() - heardAtMs);
  const connected = () => carried && silentMs() < SILENT_PERIODS * everyMs;

  function announce(): void {
    if (connected() === told) return;
    told = connected();
    log.info({ event: told ? "sync.centre-reached" : "sync.centre-lost" });
    for (const listener of listeners) listener();
  }

  function watch(): void {
    cancelWatch = timer(everyMs, () => {
      watch();
      if (carried && silentMs() >= everyMs) onSilence();
      announce();
    });
  }
  watch();

  return {
    connected,
    isCarried: () => carried,
    /** How long ago the centre was last heard in this run; null: never. */
    heardMsAgo: (): number | null => (everHeardMs === undefined ? null : monotonic() - everHeardMs),
    carried(now: boolean): void {
      carried = now;
      if (!now) heardAtMs = undefined;
      log.info({ event: now ? "sync.broker-reached" : "sync.broker-lost" });
      announce();
    },
    heard(): void {
      heardAtMs = monotonic();
      everHeardMs = heardAtMs;
      announce();
    },
    onChange(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close(): void {
      carried = false;
      cancelWatch();
    },
  };
}
