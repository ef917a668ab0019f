import type { DeviceId } from "@drop-in/contracts";

type Heard = { bytes: Uint8Array; retained: boolean };

type Parts = {
  /** Never rejects. */
  work: (deviceId: DeviceId, heard: Heard) => Promise<void>;
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
  const waiting = new Map<DeviceId, Heard[]>();
  const atWork = new Set<DeviceId>();
  let bytesWaiting = 0;
  const whenIdle: (() => void)[] = [];

  function begin(): void {
    if (atWork.size >= atOnce) return;
    for (const [deviceId, frames] of waiting) {
      if (atWork.has(deviceId)) continue;
      const heard = frames.shift();
      waiting.delete(deviceId);
      if (frames.length > 0) waiting.set(deviceId, frames); // to the end of the line
      if (heard) void workOn(deviceId, heard);
      if (atWork.size >= atOnce) return;
    }
  }

  async function workOn(deviceId: DeviceId, heard: Heard): Promise<void> {
    atWork.add(deviceId);
    await work(deviceId, heard);
    atWork.delete(deviceId);
    bytesWaiting -= heard.bytes.length;
    begin();
    if (atWork.size > 0 || waiting.size > 0) return;
    for (const listener of whenIdle.splice(0)) listener();
  }

  return {
    push(deviceId: DeviceId, heard: Heard): void {
      if (bytesWaiting + heard.bytes.length > mostBytes) return onDropped(deviceId);
      bytesWaiting += heard.bytes.length;
      const frames = waiting.get(deviceId);
      if (frames) frames.push(heard);
      else waiting.set(deviceId, [heard]);
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
