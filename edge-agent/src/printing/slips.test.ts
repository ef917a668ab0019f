import { Language, ticketPictures } from "@drop-in/contracts";
import { expect, test } from "vitest";
import type { Bitmap } from "./bitmap.ts";
import { drawCallbackSlip } from "./callback-slip.ts";
import { registerSlipFonts } from "./slip-fonts.ts";
import { speak } from "./slip-words.ts";
import { createSlips } from "./slips.ts";
import { openTicketPictures } from "./ticket-picture.ts";
import { drawTicketSlip } from "./ticket-slip.ts";

const now = "2026-11-23T14:05:00.000Z";
const ticket = { picture: "kite", colour: "blue", number: "B12" } as const;
const wait = { kind: "next", asOf: now } as const;
const base = { ticket, siteName: "Whitehawk Hub", now: new Date(now) };

registerSlipFonts();
const pictures = openTicketPictures();

test.each(Language.options)("the number can be read from two metres in %s", async (language) => {
  const slip = await drawTicketSlip({ ...base, wait }, speak(language, "Europe/London"), pictures);
  // 18 mm of solid ink somewhere below one dot column: only the stem of a letter that high does that.
  expect(highestStem(slip)).toBeGreaterThan(18 * 8);
});

test("an Arabic slip begins at the right, an English one at the left", async () => {
  const [english, arabic] = await Promise.all(
    (["en", "ar"] as const).map((language) =>
      drawTicketSlip({ ...base, wait }, speak(language, "Europe/London"), pictures),
    ),
  );
  expect(inkIn(english, 100, 200, "left")).toBeGreaterThan(inkIn(english, 100, 200, "right"));
  expect(inkIn(arabic, 100, 200, "right")).toBeGreaterThan(inkIn(arabic, 100, 200, "left"));
});

test("a call-back that has not left the site says so on paper", async () => {
  const slip = { ...base, dueAt: "2026-11-24T14:05:00.000Z" };
  const words = speak("en", "Europe/London");
  const [sent, kept] = await Promise.all(
    [true, false].map((connected) => drawCallbackSlip({ ...slip, connected }, words, pictures)),
  );
  expect(kept?.height).toBeGreaterThan(sent?.height ?? 0);
});

test.each(ticketPictures)("the %s has lines, tones and paper to breathe", async (picture) => {
  const { dots } = await pictures(picture, 224);
  const ink = dots.reduce((sum, dot) => sum + dot, 0) / dots.length;
  expect(ink).toBeGreaterThan(0.05);
  expect(ink).toBeLessThan(0.6);
});

test("the same slip is the same bytes, and a ticket fits a few seconds of a slow line", async () => {
  const slips = createSlips({ timeZone: "Europe/London" });
  const first = await slips.ticket({ ...base, wait, language: "en" });
  expect(await slips.ticket({ ...base, wait, language: "en" })).toEqual(first);
  expect(first.length).toBeLessThan(64_000);
});

function highestStem({ width, height, dots }: Bitmap): number {
  let highest = 0;
  for (let x = 0; x < width; x += 1) {
    for (let y = 0, run = 0; y < height; y += 1) {
      run = dots[y * width + x] ? run + 1 : 0;
      highest = Math.max(highest, run);
    }
  }
  return highest;
}

function inkIn(slip: Bitmap | undefined, from: number, to: number, half: "left" | "right"): number {
  const { width, dots } = slip ?? { width: 0, dots: new Uint8Array() };
  let ink = 0;
  for (let y = from; y < to; y += 1) {
    for (let x = 0; x < 100; x += 1)
      ink += dots[y * width + (half === "left" ? x : width - 1 - x)] ?? 0;
  }
  return ink;
}
