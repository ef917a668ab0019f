import { expect, test } from "vitest";
import { createPrinterTalk } from "../../edge-agent/src/printing/printer-talk.ts";
import {
  emptyScan,
  type ScanBuffer,
  type ScannerProfile,
  takeScans,
} from "../../edge-agent/src/scanning/scan-frame.ts";
import { createVirtualTime, settle } from "../sweep/virtual-time.ts";
import { createChance } from "./chance.ts";
import { inPieces, mutated, type Speech } from "./mutate.ts";
import { type Codec, codecs } from "./speeches.ts";

/** `FUZZ_FRAMES=2000000 FUZZ_SEED=7` goes on longer, and elsewhere. */
const FRAMES = Number(process.env.FUZZ_FRAMES ?? 100_000);
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_123);
const BURST_BYTES = 2 * 1024 * 1024;
const LIMIT_MS = 600_000;

const tell = (name: string) =>
  console.log(`fuzz ${name}: ${FRAMES.toLocaleString("en")} frames, 0 crashes (seed ${SEED})`);

test.each(codecs)(
  "$name takes any bytes: it never throws, never stands still, holds little, and loses no byte",
  (codec) => {
    const chance = createChance(SEED);
    const feed = listen(codec);
    for (let frame = 0; frame < FRAMES; frame += 1) {
      for (const piece of inPieces(mutated(codec, chance), chance)) feed(piece);
    }
    for (const burst of bursts(codec)) feed(burst);
    tell(codec.name);
  },
  LIMIT_MS,
);

/** The listening end, as every driver has it, with what must be true of it after each piece. */
function listen({ take, holds }: Codec): (piece: Uint8Array) => void {
  let held: Uint8Array = new Uint8Array();
  return (piece) => {
    const all = new Uint8Array(held.length + piece.length);
    all.set(held);
    all.set(piece, held.length);
    held = all;
    let accounted = 0;
    for (let taken = take(held); taken.kind !== "incomplete"; taken = take(held)) {
      const used = held.length - taken.rest.length;
      if (used < 1) throw new Error("it stands still");
      if (taken.kind === "noise" && taken.skipped !== used) throw new Error("noise is miscounted");
      accounted += used;
      held = taken.rest;
    }
    if (accounted + held.length !== all.length) throw new Error("a byte is lost");
    if (held.length > holds) throw new Error(`it holds ${held.length} bytes`);
  };
}

function bursts({ valid }: Speech): Uint8Array[] {
  const chance = createChance(SEED + 1);
  const beginning = valid(chance)[0] ?? 0;
  const one = valid(chance);
  return [
    chance.bytes(BURST_BYTES),
    new Uint8Array(BURST_BYTES).fill(0xff),
    new Uint8Array(BURST_BYTES),
    new Uint8Array(BURST_BYTES).fill(beginning),
    new Uint8Array(BURST_BYTES).map((_, at) => one[at % one.length] ?? 0),
  ].map((burst) => burst.subarray(0, BURST_BYTES));
}

test(
  "the scanner takes any bytes: no code it passes on is empty, overlong or holds what cannot be seen",
  () => {
    const chance = createChance(SEED);
    const speech: Speech = {
      valid: () => new TextEncoder().encode(`]Q1ABCD-EFG${chance.below(10)}\r\n`),
    };
    for (const end of ["cr-lf", "silence"] as const) {
      let buffer = emptyScan;
      for (let frame = 0; frame < FRAMES / 2; frame += 1) {
        for (const piece of inPieces(mutated(speech, chance), chance)) {
          buffer = hear(buffer, piece, { end, aimId: chance.maybe(0.5) });
        }
      }
      for (const burst of bursts(speech)) {
        const taken = takeScans(buffer, burst, { end, aimId: false });
        buffer = taken.buffer;
        expect(buffer.bytes.length).toBeLessThanOrEqual(512);
      }
    }
    tell("scanner");
  },
  LIMIT_MS,
);

function hear(before: ScanBuffer, piece: Uint8Array, profile: ScannerProfile): ScanBuffer {
  const { codes, buffer } = takeScans(before, piece, profile);
  if (buffer.bytes.length > 512) throw new Error("it holds too much");
  for (const code of codes) judge(code);
  return buffer;
}

function judge(code: string): void {
  const seen = code.replaceAll("\u001d", "");
  const hidden = [...seen].some((sign) => sign < " " || sign === "\u007f");
  if (code === "" || code.length > 512 || hidden)
    throw new Error(`bad code ${JSON.stringify(code)}`);
}

test(
  "the printer's answers may be any bytes: every question ends, and a job's end is never made of nothing",
  async () => {
    const chance = createChance(SEED);
    const time = createVirtualTime();
    const listeners = new Set<(bytes: Uint8Array) => void>();
    const link = {
      state: () => "open" as const,
      write: async () => {},
      onBytes(listener: (bytes: Uint8Array) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onState: () => () => {},
      close: async () => {},
    };
    const talk = createPrinterTalk(link, time.timer);
    const said = (bytes: Uint8Array) => {
      for (const listener of listeners) listener(bytes);
    };
    let ends = 0;
    let couldEnd = 0;
    talk.onJobEnd(() => {
      ends += 1;
    });
    const speech: Speech = {
      valid: () => Uint8Array.of(chance.one([0x12, 0x16, 0x10, 0x00, 0x0c, 0x14])),
    };
    let asking = false;
    for (let frame = 0; frame < FRAMES; frame += 1) {
      if (!asking) {
        asking = true;
        void talk.askState().then(() => {
          asking = false;
        });
      }
      const bytes = mutated(speech, chance);
      couldEnd += bytes.filter((byte) => (byte & 0x90) === 0).length;
      said(bytes);
      if (frame % 16 === 0) await time.pass(600);
    }
    await time.pass(10_000);
    await settle();
    expect(asking).toBe(false);
    expect(ends).toBeLessThanOrEqual(couldEnd);
    talk.stop();
    tell("escpos-status");
  },
  LIMIT_MS,
);
