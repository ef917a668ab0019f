import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openLine } from "./line.ts";

const ends: { close(): unknown }[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end.close();
});
const soon = { timeout: 5_000, interval: 5 };

/** A far end that answers every byte with the same byte, a line to it, and a near end. */
async function stretched() {
  const farSockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    farSockets.push(socket);
    socket.on("error", () => {});
    socket.pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const to = { host: "127.0.0.1", port: typeof address === "object" && address ? address.port : 0 };
  const line = await openLine({ to });
  ends.push({ close: () => void server.close() }, line);
  return {
    ...{ line, farSockets, to },
    async speak() {
      const socket = connect(line.port, "127.0.0.1");
      const near = { socket, heard: "", gone: false };
      socket.on("data", (bytes) => {
        near.heard += bytes.toString();
      });
      socket.on("error", () => {});
      socket.on("close", () => {
        near.gone = true;
      });
      ends.push({ close: () => socket.destroy() });
      await once(socket, "connect");
      return near;
    },
  };
}

test("what is said at one end is heard at the other, and counted both ways", async () => {
  const { line, speak } = await stretched();
  const near = await speak();
  near.socket.write("hello");
  await expect.poll(() => near.heard, soon).toBe("hello");
  expect(line.bytes()).toEqual({ up: 5, down: 5 });
  expect(line.connections()).toBe(1);
});

test("a delay each way is felt as their sum", async () => {
  const { line, speak } = await stretched();
  line.set({ up: { delayMs: 60 }, down: { delayMs: 80 } });
  const near = await speak();
  const from = performance.now();
  near.socket.write("hello");
  await expect.poll(() => near.heard, soon).toBe("hello");
  expect(performance.now() - from).toBeGreaterThanOrEqual(139);
});

test("a modem's line gives its rate, also when two speak at once", async () => {
  const { line, speak } = await stretched();
  line.set({ up: { bytesPerSecond: 40_000 } });
  const [one, other] = [await speak(), await speak()];
  const from = performance.now();
  for (const { socket } of [one, other]) socket.write("z".repeat(8_000));
  await expect.poll(() => one.heard.length + other.heard.length, soon).toBe(16_000);
  const tookMs = performance.now() - from;
  expect(tookMs).toBeGreaterThanOrEqual(395);
  expect(tookMs).toBeLessThan(1_500);
});

test("a slow line holds a sender back that has more than the line can queue", async () => {
  const { line, speak } = await stretched();
  line.set({ up: { bytesPerSecond: 1, queueBytes: 1_000 } });
  const near = await speak();
  near.socket.write("z".repeat(50_000_000));
  await expect.poll(() => near.socket.writableNeedDrain, soon).toBe(true);
  expect(line.bytes().up).toBeLessThan(100);
});

test("a line dead in one direction carries the other", async () => {
  const { line, speak, farSockets } = await stretched();
  const near = await speak();
  await expect.poll(() => farSockets.length, soon).toBe(1);
  line.set({ up: { flow: "held" } });
  near.socket.write("lost for now");
  farSockets[0]?.write("still heard");
  await expect.poll(() => near.heard, soon).toBe("still heard");
  line.clear();
  await expect.poll(() => near.heard, soon).toBe("still heardlost for now");
});

test("a black hole takes everything, tells nobody, and ends the connection when it is over", async () => {
  const { line, speak } = await stretched();
  const near = await speak();
  line.set({ up: { flow: "swallowed" }, down: { flow: "swallowed" } });
  near.socket.write("into the void");
  await expect.poll(() => near.socket.bytesWritten, soon).toBe(13);
  await speak(); // new ones are taken in, too
  expect([near.gone, line.bytes()]).toEqual([false, { up: 0, down: 0 }]);
  line.clear();
  await expect.poll(() => near.gone, soon).toBe(true);
  expect(near.heard).toBe("");
});

test("a cut ends both ends, and whoever connects again is let through unless the line accepts nobody", async () => {
  const { line, speak, farSockets } = await stretched();
  const near = await speak();
  await expect.poll(() => farSockets.length, soon).toBe(1);
  line.set({ accepts: false });
  line.cut();
  await expect.poll(() => near.gone && farSockets[0]?.destroyed, soon).toBe(true);
  const turnedAway = await speak();
  await expect.poll(() => turnedAway.gone, soon).toBe(true);
  line.clear();
  const again = await speak();
  again.socket.write("back");
  await expect.poll(() => again.heard, soon).toBe("back");
});

test("half open: the far end is gone, and the near end talks on and is never told", async () => {
  const { line, speak, farSockets } = await stretched();
  const near = await speak();
  await expect.poll(() => farSockets.length, soon).toBe(1);
  line.halfOpen();
  await expect.poll(() => farSockets[0]?.destroyed, soon).toBe(true);
  near.socket.write("is anybody there?");
  const other = await speak();
  other.socket.write("yes, on a new line");
  await expect.poll(() => other.heard, soon).toBe("yes, on a new line");
  expect([near.gone, near.heard]).toEqual([false, ""]);
});

test("a far end that refuses ends the near end", async () => {
  const { line, speak } = await stretched();
  await line.close();
  const nobody = await openLine({ to: { host: "127.0.0.1", port: line.port } });
  ends.push(nobody);
  const socket = connect(nobody.port, "127.0.0.1").on("error", () => {});
  await once(socket, "close");
  await speak().catch(() => {}); // the closed line itself takes nobody
});
