import type { Frame } from "./frame.ts";

/** Five resends, at the longest poll period there is, and some more. */
const REMEMBERED_MS = 15_000;
/** Half of what the controller counts before its packet numbers come round again. */
const REMEMBERED_FRAMES = 127;

/**
 * Whether a data frame of the controller was heard before: it resends what it believes unheard, and a late
 * resend must not be taken for news of the next dispense. A frame is known by all its bytes, packet number
 * included. Bounded in frames and in time, so that a number that came round is new again.
 */
export function createResends(clock: () => number) {
  let heard: { text: string; at: number }[] = [];

  return {
    isResend({ cmd, body }: Frame): boolean {
      const text = [cmd, ...body].join(" ");
      const at = clock();
      heard = heard.filter((frame) => at - frame.at <= REMEMBERED_MS).slice(-REMEMBERED_FRAMES);
      if (heard.some((frame) => frame.text === text)) return true;
      heard.push({ text, at });
      return false;
    },
    /** The controller counts anew. */
    forget(): void {
      heard = [];
    },
  };
}
