import { expect, test } from "vitest";
import type { ScannerProfile } from "./scan-frame.ts";
import { createSerialScanner } from "./serial-scanner.ts";

test("a code held before the scanner counts once, and again after it was away for a while", async () => {
  const { receive, codes, pass } = desk();
  receive("A1\r");
  pass(1_000);
  receive("A1\r");
  pass(1_499);
  receive("A1\r");
  expect(codes).toEqual(["A1"]);
  pass(1_500);
  receive("A1\r");
  expect(codes).toEqual(["A1", "A1"]);
});

test("another code is heard at once", () => {
  const { receive, codes } = desk();
  receive("A1\rA2\rA1\r");
  expect(codes).toEqual(["A1", "A2", "A1"]);
});

test("without a suffix the code is heard after 50 ms of silence, however it was split", () => {
  const { receive, codes, pass } = desk({ end: "silence", aimId: false });
  receive("AB");
  pass(40);
  receive("C");
  pass(49);
  expect(codes).toEqual([]);
  pass(1);
  expect(codes).toEqual(["ABC"]);
});

test("half a code is forgotten after 200 ms, and when the cable is pulled", () => {
  const { receive, codes, pass, link } = desk();
  receive("LOST");
  pass(200);
  receive("B\r");
  receive("LOST");
  link.become("closed");
  link.become("open");
  receive("C\r");
  expect(codes).toEqual(["B", "C"]);
});

test("a pulled cable is a scanner that is not connected", () => {
  const { scanner, link } = desk();
  const states: string[] = [];
  scanner.onState((state) => states.push(state));
  link.become("closed");
  link.become("open");
  expect(states).toEqual(["not-connected", "ready"]);
  expect(scanner.state()).toBe("ready");
});

function desk(profile: ScannerProfile = { end: "cr-lf", aimId: false }) {
  const link = loopback();
  const clock = handTimer();
  const scanner = createSerialScanner(link, { timer: clock.timer, profile });
  const codes: string[] = [];
  scanner.onScan((code) => codes.push(code));
  return { scanner, link, codes, pass: clock.pass, receive: link.receive };
}

function loopback() {
  const byteListeners = new Set<(bytes: Uint8Array) => void>();
  const stateListeners = new Set<(state: "open" | "closed") => void>();
  let state: "open" | "closed" = "open";
  return {
    state: () => state,
    write: async () => {},
    onBytes(listener: (bytes: Uint8Array) => void) {
      byteListeners.add(listener);
      return () => byteListeners.delete(listener);
    },
    onState(listener: (state: "open" | "closed") => void) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    close: async () => {},
    become(next: "open" | "closed") {
      state = next;
      for (const listener of stateListeners) listener(next);
    },
    receive(text: string) {
      for (const listener of byteListeners) listener(new TextEncoder().encode(text));
    },
  };
}

function handTimer() {
  let now = 0;
  let waiting: { at: number; fn: () => void }[] = [];
  return {
    timer(ms: number, fn: () => void) {
      const entry = { at: now + ms, fn };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    pass(ms: number) {
      const until = now + ms;
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        waiting = waiting.filter((other) => other !== next);
        next.fn();
      }
      now = until;
    },
  };
}
