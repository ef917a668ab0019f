import type { DeviceId } from "@drop-in/contracts";

type Heard = { bytes: Uint8Array; retained: boolean };

type Parts = {
  /** Never rejects. */
  work: (deviceId: DeviceId, heard: Heard) => Promise<void>;
  onDropped: (deviceId: DeviceId) => void;
  /** Frames worked on at once, and how many of those of one device: while one waits for the disk the next is read. */
  atOnce: number;
  ofOneDevice: number;
  mostBytes: number;
};

/**
 * Frames that wait for the database: devices take turns, and there is an end to how much may wait. What is dropped was
 * not acked, so its device sends it again.
 */
export function createFrameQueue({ work, onDropped, atOnce, ofOneDevice, mostBytes }: Parts) {
  const waiting = new Map<DeviceId, Heard[]>();
  const atWork = new Map<DeviceId, number>();
  let [working, bytesWaiting] = [0, 0];
  const whenIdle: (() => void)[] = [];

  function begin(): void {
    while (working < atOnce) {
      const next = takeNext();
      if (!next) return;
      void workOn(...next);
    }
  }

  function takeNext(): [DeviceId, Heard] | undefined {
    for (const [deviceId, frames] of waiting) {
      if ((atWork.get(deviceId) ?? 0) >= ofOneDevice) continue;
      const heard = frames.shift();
      waiting.delete(deviceId);
      if (frames.length > 0) waiting.set(deviceId, frames); // to the end of the line
      if (heard) return [deviceId, heard];
    }
    return undefined;
  }

  async function workOn(deviceId: DeviceId, heard: Heard): Promise<void> {
    count(deviceId, 1);
    await work(deviceId, heard);
    count(deviceId, -1);
    bytesWaiting -= heard.bytes.length;
    begin();
    if (working > 0 || waiting.size > 0) return;
    for (const listener of whenIdle.splice(0)) listener();
  }

  function count(deviceId: DeviceId, change: 1 | -1): void {
    working += change;
    const left = (atWork.get(deviceId) ?? 0) + change;
    if (left === 0) atWork.delete(deviceId);
    else atWork.set(deviceId, left);
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
      if (working > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
    async settled(): Promise<void> {
      if (working === 0 && waiting.size === 0) return;
      await new Promise<void>((resolve) => whenIdle.push(resolve));
    },
  };
}
