import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import type { DexSettings } from "./dex-settings.ts";
import { type DexFrame, encodeDex, takeDex } from "./frame.ts";

export type Heard = DexFrame | { kind: "garbled" | "silence" | "closed" };

/** The audit socket's line as a conversation: say one thing, hear the next one or nothing. */
export type Talk = {
  say(frame: DexFrame): Promise<void>;
  hear(ms: number): Promise<Heard>;
  pause(ms: number): Promise<void>;
  /** What was said before now is no answer to what comes. */
  forget(): void;
  end(): void;
};

/** A peer that chatters faster than it is listened to loses what it said first. */
const MAX_WAITING = 32;

export function createTalk(
  link: SerialLink,
  { timer, settings }: { timer: Timer; settings: DexSettings },
): Talk {
  let held: Uint8Array = new Uint8Array();
  let queue: Heard[] = [];
  let waiting: ((heard: Heard) => void) | undefined;
  let cancelGap = () => {};

  const stopBytes = link.onBytes((bytes) => {
    cancelGap();
    held = Uint8Array.of(...held, ...bytes);
    for (let taken = takeDex(held); taken.kind !== "incomplete"; taken = takeDex(held)) {
      // Only what began as a block deserves a NAK; stray bytes are not spoken to.
      const block = held[0] === 0x10 && (held[1] === 0x01 || held[1] === 0x02);
      held = taken.rest;
      if (taken.kind === "frame" && taken.frame.kind !== "syn") heard(taken.frame);
      if (taken.kind === "noise" && block) heard({ kind: "garbled" });
    }
    if (held.length > 0) cancelGap = timer(settings.byteGapMs, gap);
  });
  const stopState = link.onState((state) => {
    if (state === "closed") heard({ kind: "closed" });
  });

  function gap() {
    const block = held.length > 1;
    held = new Uint8Array();
    if (block) heard({ kind: "garbled" });
  }

  function heard(one: Heard) {
    if (waiting !== undefined) return waiting(one);
    queue.push(one);
    if (queue.length > MAX_WAITING) queue = queue.slice(-MAX_WAITING);
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => timer(ms, resolve));
  }

  return {
    async say(frame) {
      await pause(settings.beforeAnswerMs);
      // A broken write shows as silence, which the waiting side has a limit for.
      await link.write(encodeDex(frame)).catch(() => {});
    },
    hear(ms) {
      const first = queue.shift();
      if (first !== undefined) return Promise.resolve(first);
      if (link.state() === "closed") return Promise.resolve({ kind: "closed" });
      return new Promise((resolve) => {
        const cancel = timer(ms, () => finish({ kind: "silence" }));
        function finish(one: Heard) {
          cancel();
          waiting = undefined;
          resolve(one);
        }
        waiting = finish;
      });
    },
    pause,
    forget() {
      queue = queue.filter(({ kind }) => kind === "closed" || kind === "enq");
    },
    end() {
      cancelGap();
      stopBytes();
      stopState();
    },
  };
}
