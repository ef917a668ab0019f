import type { DeviceId } from "@drop-in/contracts";

type Parts = {
  /** Never rejects. */
  work: (deviceId: DeviceId, bytes: Uint8Array) => Promise<void>;
  onDropped: (deviceId: DeviceId) => void;
  /** Frames worked on at once; a device's own go one after the other. */
  atOnce: number;
  mostBytes: number;
};

export type FrameQueue = ReturnType<typeof createFrameQueue>;

/**
 * Frames that wait for the database: devices take turns, and there is an end to how much may wait. What is dropped was
 * not acked, so its device sends it again.
 */
export function createFrameQueue({ work, onDropped, atOnce, mostBytes }: Parts) {
  const waiting = new Map<DeviceId, Uint8Array[]>();
  const atWork = new Set<DeviceId>();
  let bytesWaiting = 0;
  const whenIdle: (() => void)[] = [];

  function begin(): void {
    if (atWork.size >= atOnce) return;
    for (const [deviceId, frames] of waiting) {
      if (atWork.has(deviceId)) continue;
      const [bytes] = frames.splice(0, 1);
      waiting.delete(deviceId);
      if (frames.length > 0) waiting.set(deviceId, frames); // to the end of the line
      if (bytes) void workOn(deviceId, bytes);
      if (atWork.size >= atOnce) return;
    }
  }

  async function workOn(deviceId: DeviceId, bytes: Uint8Array): Promise<void> {
    atWork.add(deviceId);
    await work(deviceId, bytes);
    atWork.delete(deviceId);
    bytesWaiting -= bytes.length;
    begin();
    if (atWork.size > 0 || waiting.size > 0) return;
    for (const listener of whenIdle.splice(0)) listener();
  }

  return {
    push(deviceId: DeviceId, bytes: Uint8Array): void {
      if (bytesWaiting + bytes.length > mostBytes) return onDropped(deviceId);
      bytesWaiting += bytes.length;
      const frames = waiting.get(deviceId);
      if (frames) frames.push(bytes);
      else waiting.set(deviceId, [bytes]);
      begin();
    },
    /** What is at work is finished, what waits is not begun. */
    async close(): Promise<void> {
      waiting.clear();
      if (atWork.size > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
    async settled(): Promise<void> {
      if (atWork.size === 0 && waiting.size === 0) return;
      await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
  };
}
