import { DeviceId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { createFrameQueue } from "./frame-queue.ts";

const [loud, quiet] = [DeviceId.parse("loud"), DeviceId.parse("quiet")];
const frame = (length = 1) => ({ bytes: new Uint8Array(length), retained: false });

function heldQueue(mostBytes = 100) {
  const begun: DeviceId[] = [];
  const dropped: DeviceId[] = [];
  const held: (() => void)[] = [];
  const queue = createFrameQueue({
    ...{ atOnce: 3, ofOneDevice: 2, mostBytes },
    onDropped: (deviceId) => dropped.push(deviceId),
    work: (deviceId) => {
      begun.push(deviceId);
      return new Promise((resolve) => held.push(resolve));
    },
  });
  const finishOne = async () => {
    held.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { queue, begun, dropped, finishOne, held };
}

test("a device with much to say leaves a place for one that says little", async () => {
  const { queue, begun, finishOne } = heldQueue();
  for (let n = 0; n < 6; n += 1) queue.push(loud, frame());
  queue.push(quiet, frame());
  expect(begun).toEqual([loud, loud, quiet]);
  await finishOne();
  expect(begun).toEqual([loud, loud, quiet, loud]);
});

test("what would be too much to hold is dropped, and told; when there is room again it is taken", async () => {
  const { queue, begun, dropped, finishOne } = heldQueue(10);
  queue.push(loud, frame(6));
  queue.push(quiet, frame(6));
  expect(dropped).toEqual([quiet]);
  await finishOne();
  queue.push(quiet, frame(6));
  expect(begun).toEqual([loud, quiet]);
});

test("closing finishes what is at work and begins nothing more", async () => {
  const { queue, begun, held, finishOne } = heldQueue();
  for (let n = 0; n < 4; n += 1) queue.push(loud, frame());
  let closed = false;
  const closing = queue.close().then(() => {
    closed = true;
  });
  await finishOne();
  expect(closed).toBe(false);
  await finishOne();
  await closing;
  expect([begun.length, held.length]).toEqual([2, 0]);
});
