import fc from "fast-check";
import { expect, test } from "vitest";
import { createEventSplitter } from "./live-stream.ts";

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
