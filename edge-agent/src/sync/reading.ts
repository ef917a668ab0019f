import type { DownFrame } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import type { SealedWire } from "./sealed-wire.ts";

type Parts = {
  wire: Pick<SealedWire, "read">;
  log: Log;
  take: (frame: DownFrame) => void;
  /** The centre itself has said something. */
  onHeard: () => void;
};

const MOST_UNREAD = 500; // what is beyond comes again

/**
 * Opens what the centre sent, one after the other, in the order it came. A frame that cannot be applied is not acked, so it comes
 * again; the kiosk goes on without it.
 */
export function createReading({ wire, log, take, onHeard }: Parts): (bytes: Uint8Array) => void {
  let line: Promise<void> = Promise.resolve();
  let unread = 0;

  async function read(bytes: Uint8Array): Promise<void> {
    const opened = await wire.read(bytes);
    if (opened.kind === "bad") {
      log.warn({ event: "sync.frame-refused", why: opened.why });
      return;
    }
    try {
      take(opened.frame);
    } catch (error) {
      log.error({ event: "sync.frame-failed", kind: opened.frame.kind, error: String(error) });
    }
    onHeard();
  }

  return (bytes) => {
    if (unread >= MOST_UNREAD) return;
    unread += 1;
    line = line
      .then(() => read(bytes))
      .finally(() => {
        unread -= 1;
      });
  };
}
