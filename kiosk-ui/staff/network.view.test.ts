import { expect, test } from "vitest";
import { networkOf } from "./network.view.ts";

const oldestAt = "2026-11-23T09:00:00Z";

test("fourteen events with no network wait, and are counted", () => {
  expect(networkOf({ connected: false, waiting: 14, oldestAt }, true)).toEqual({
    kind: "no-network-waiting",
    count: 14,
  });
});

test("a tablet that does not hear its box claims nothing about the network", () => {
  expect(networkOf({ connected: true, waiting: 0, oldestAt: null }, false)).toEqual({
    kind: "box-lost",
  });
});

test("connected is only called all sent when nothing waits", () => {
  expect(networkOf({ connected: true, waiting: 3, oldestAt }, true).kind).toBe("sending");
  expect(networkOf({ connected: true, waiting: 0, oldestAt: null }, true).kind).toBe("all-sent");
  expect(networkOf({ connected: false, waiting: 0, oldestAt: null }, true).kind).toBe("no-network");
});
