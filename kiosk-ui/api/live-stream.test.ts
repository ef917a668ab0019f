import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { createEventSplitter, followLive } from "./live-stream.ts";

test("events are whole however the stream is broken into pieces", () => {
  const stream = ': hello\n\ndata: {"a":1}\n\nevent: x\ndata: {"b":\ndata: 2}\n\n';
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: stream.length })), (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
      const split = createEventSplitter();
      const events = places.flatMap((place, at) => split(stream.slice(places[at - 1] ?? 0, place)));
      expect(events).toEqual(['{"a":1}', '{"b":\n2}']);
    }),
  );
});

test("half an event is kept until the rest comes", () => {
  const split = createEventSplitter();
  expect(split("data: 1")).toEqual([]);
  expect(split("2\n\nda")).toEqual(["12"]);
  expect(split("ta: 3\n\n")).toEqual(["3"]);
});

test("a line that says nothing for twelve seconds is given up, and asked for anew", async () => {
  const waiting: { delayMs: number; act: () => void }[] = [];
  const timers = {
    nowMs: () => 0,
    every: () => () => {},
    after: (delayMs: number, act: () => void) => {
      const entry = { delayMs, act };
      waiting.push(entry);
      return () => void waiting.splice(waiting.indexOf(entry), 1);
    },
  };
  const pass = (delayMs: number) => waiting.find((entry) => entry.delayMs === delayMs)?.act();
  const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
  let asked = 0;
  let lost = 0;
  const silentServer: typeof globalThis.fetch = async (_url, init) => {
    asked += 1;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode("data: 1\n\n"));
        init?.signal?.addEventListener("abort", () => controller.error(new Error("aborted")));
      },
    });
    return new Response(body);
  };
  const stop = followLive({
    url: "http://box/live",
    schema: z.number(),
    fetch: silentServer,
    timers,
    onLive: () => {},
    onLost: () => {
      lost += 1;
    },
  });
  await settle();
  expect([asked, lost]).toEqual([1, 0]);
  pass(12_000);
  await settle();
  expect(lost).toBe(1);
  pass(1_000);
  await settle();
  expect(asked).toBe(2);
  stop();
});
