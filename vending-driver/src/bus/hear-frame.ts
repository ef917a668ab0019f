import type { Taken } from "../decoder.ts";

/** The first frame among what was heard that is the one waited for. */
export function hearFrame<Frame, Answer>(
  take: (bytes: Uint8Array) => Taken<Frame>,
  accept: (frame: Frame) => Answer | undefined,
): (heard: Uint8Array) => Answer | undefined {
  return (heard) => {
    for (let left = heard; left.length > 0; ) {
      const taken = take(left);
      if (taken.kind === "incomplete") return undefined;
      const answer = taken.kind === "frame" ? accept(taken.frame) : undefined;
      if (answer !== undefined) return answer;
      left = taken.rest;
    }
    return undefined;
  };
}
