/** How much may be on its way at once, and what the acks have told of the line. */
export type Window = { bytes: number; minRttMs: number };

export const WINDOW_MIN_BYTES = 16 * 1024;
export const WINDOW_MAX_BYTES = 256 * 1024;
/** What an urgent event may find in front of it on a slow line, in time. */
const QUEUE_MS = 100;
const FIRST_WINDOW_BYTES = 80 * 1024;

export const firstWindow: Window = { bytes: FIRST_WINDOW_BYTES, minRttMs: 0 };

/**
 * After an ack of `ackedBytes` that took `rttMs`: grows while the line answers as fast as ever, shrinks as soon as answers queue
 * (the idea of LEDBAT, RFC 6817). A slow line is kept nearly full and nearly without a queue; a fast one reaches the lid.
 */
export function afterAckedBytes(window: Window, ackedBytes: number, rttMs: number): Window {
  const minRttMs = Math.min(window.minRttMs, rttMs);
  const room = (QUEUE_MS - (rttMs - minRttMs)) / QUEUE_MS; // 1: no queue; below 0: too long a queue
  const bytes = window.bytes + Math.max(room, -0.5) * ackedBytes;
  return { bytes: clamp(bytes), minRttMs };
}

/** Something was lost, or took far too long. */
export function afterLoss(window: Window): Window {
  return { ...window, bytes: clamp(window.bytes / 2) };
}

/** A question and its answer, with nothing else on the way: how quick this line is when it is empty. */
export const afterGreeting = (window: Window, rttMs: number): Window => ({
  ...window,
  minRttMs: rttMs,
});

function clamp(bytes: number): number {
  return Math.min(WINDOW_MAX_BYTES, Math.max(WINDOW_MIN_BYTES, Math.round(bytes)));
}
