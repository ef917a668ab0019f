import { createCanvas, loadImage } from "@napi-rs/canvas";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createReceiptPrinter } from "./receipt-printer.ts";

const INIT = [0x1b, 0x40];
const CUT = [0x1d, 0x56, 0x42, 0x00];
const ASK_PAPER = [0x1d, 0x72, 0x01];

test("a healthy printer answers 12 to all four real-time requests", () => {
  const { send, replies } = desk();
  for (const n of [1, 2, 3, 4]) send(0x10, 0x04, n);
  expect(replies()).toEqual([0x12, 0x12, 0x12, 0x12]);
});

test.each([
  [{ cover: "open" as const }, [0x1a, 0x16, 0x12, 0x12]],
  [{ paper: "out" as const }, [0x1a, 0x32, 0x12, 0x7e]],
  [{ paper: "low" as const }, [0x12, 0x12, 0x12, 0x1e]],
])("with %j the answers name the cause", (parts, expected) => {
  const { send, replies, printer } = desk();
  printer.set(parts);
  for (const n of [1, 2, 3, 4]) send(0x10, 0x04, n);
  expect(replies()).toEqual(expected);
});

test("a real-time request split over reads is answered", () => {
  const { send, replies } = desk();
  send(0x10);
  send(0x04);
  send(0x01);
  expect(replies()).toEqual([0x12]);
});

test("the 8 by 2 raster of the manual lands at the left edge", async () => {
  const { send, lastPage } = desk();
  send(...bytes("1D 76 30 00 01 00 02 00 AA 55"), ...CUT);
  const page = await lastPage();
  expect(page.row(112).slice(0, 9)).toBe("#.#.#.#..");
  expect(page.row(113).slice(0, 9)).toBe(".#.#.#.#.");
});

test("text, sizes and a QR symbol leave ink, and the cut makes a page of them", async () => {
  const { send, printer, lastPage } = desk();
  send(...INIT, 0x1b, 0x61, 1, 0x1d, 0x21, 0x11, ...ascii("HELLO\n"));
  const data = ascii("https://example.org/");
  send(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x43, 6);
  send(0x1d, 0x28, 0x6b, data.length + 3, 0, 0x31, 0x50, 0x30, ...data);
  send(0x1d, 0x28, 0x6b, 3, 0, 0x31, 0x51, 0x30, ...CUT);
  expect(printer.state()).toMatchObject({ pages: [{ complete: true }], unknownBytes: 0 });
  const page = await lastPage();
  expect(page.height).toBeGreaterThan(112 + 48 + 25 * 6);
  // Finder pattern of the centred symbol: seven modules of six dots.
  expect(page.row(112 + 54)).toContain("#".repeat(42));
});

test("paper that ends in the middle of a page stops the printer, and a new roll lets it go on", async () => {
  const { send, replies, printer } = desk();
  printer.set({ paperLeftMm: 10 });
  send(...raster(200), ...CUT, ...ASK_PAPER);
  expect(replies()).toEqual([]);
  expect(printer.state()).toMatchObject({ paper: "out", pages: [{ complete: false }] });
  send(0x10, 0x04, 2);
  expect(replies()).toEqual([0x32]);

  printer.set({ paper: "ok" });
  expect(replies()).toEqual([0x00]);
  expect(printer.state().pages).toMatchObject([{ complete: true, height: 312 }]);
});

test("a jammed cutter holds the page and everything behind it until it is freed", () => {
  const { send, replies, printer } = desk();
  printer.set({ cutter: "jammed" });
  send(...raster(20), ...CUT, ...ASK_PAPER);
  send(0x10, 0x04, 2);
  send(0x10, 0x04, 3);
  expect(replies()).toEqual([0x52, 0x1a]);
  printer.set({ cutter: "ok" });
  expect(replies()).toEqual([0x00]);
  expect(printer.state().pages).toMatchObject([{ complete: true }]);
});

test("tearing the paper ends the page without a cut", () => {
  const { send, printer } = desk();
  send(...raster(300));
  printer.tearOff();
  expect(printer.state().pages).toMatchObject([{ complete: false, height: 300 }]);
});

test("a paced printer needs its time, and confirms only when the paper has moved", () => {
  const { send, replies, turnTimers } = desk(1_200);
  send(...raster(240), ...CUT, ...ASK_PAPER);
  expect(replies()).toEqual([]);
  expect(turnTimers()).toBeGreaterThan(250);
  expect(replies()).toEqual([0x00]);
});

test("changes are told unasked once that is switched on", () => {
  const { send, replies, printer } = desk();
  send(0x1d, 0x61, 0x0e);
  expect(replies()).toEqual([0x10, 0, 0, 0]);
  printer.set({ cover: "open" });
  expect(replies()).toEqual([0x38, 0, 0, 0]);
});

test("no bytes can crash it, and it still prints afterwards", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 12 }), (chunks) => {
      const { send, printer } = desk();
      for (const chunk of chunks) send(...chunk);
      expect(printer.state().cover).toBe("closed");
    }),
    { numRuns: 300 },
  );
});

test("where the reads are split makes no difference to the paper", () => {
  const job = [...INIT, ...ascii("Split\n"), ...raster(60), ...CUT, ...ASK_PAPER];
  const whole = desk();
  whole.send(...job);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
      const split = desk();
      for (let at = 0, turn = 0; at < job.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        split.send(...job.slice(at, at + size));
        at += size;
      }
      expect(split.lastPng()).toEqual(whole.lastPng());
    }),
    { numRuns: 20 },
  );
});

function desk(rowsPerSecond?: number) {
  let hear: (bytes: Uint8Array) => void = () => {};
  let heard: number[] = [];
  const saved: Uint8Array[] = [];
  const timers: { ms: number; fn: () => void }[] = [];
  const printer = createReceiptPrinter(
    {
      onBytes: (listener) => {
        hear = listener;
      },
      write: (reply) => heard.push(...reply),
    },
    {
      timer: (ms, fn) => {
        timers.push({ ms, fn });
        return () => {};
      },
      clock: () => "2026-11-23T14:05:00.000Z",
      onChange: () => {},
      savePage: (_, png) => saved.push(png),
      ...(rowsPerSecond === undefined ? {} : { rowsPerSecond }),
    },
  );
  const lastPng = () => saved.at(-1) ?? new Uint8Array();
  return {
    printer,
    send: (...sent: number[]) => hear(Uint8Array.from(sent)),
    replies() {
      const all = heard;
      heard = [];
      return all;
    },
    turnTimers() {
      let elapsedMs = 0;
      for (let next = timers.shift(); next; next = timers.shift()) {
        elapsedMs += next.ms;
        next.fn();
      }
      return elapsedMs;
    },
    lastPng,
    async lastPage() {
      const image = await loadImage(lastPng());
      const canvas = createCanvas(image.width, image.height);
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      const isBlack = (x: number, y: number) => (data[(y * image.width + x) * 4] ?? 255) < 128;
      const row = (y: number) =>
        Array.from({ length: 576 }, (_, x) => (isBlack(x + 32, y) ? "#" : ".")).join("");
      return { height: image.height, row };
    },
  };
}

function raster(rows: number): number[] {
  return [0x1d, 0x76, 0x30, 0, 8, 0, rows & 0xff, rows >> 8, ...Array(rows * 8).fill(0xf0)];
}

function ascii(text: string): number[] {
  return [...Buffer.from(text, "ascii")];
}

function bytes(hex: string): number[] {
  return [...Buffer.from(hex.replaceAll(" ", ""), "hex")];
}
