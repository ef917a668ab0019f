import { expect, test } from "vitest";
import { bannedIn, readingOf } from "./reading-age.ts";

test("short words in short sentences are read early, long ones late", () => {
  const easy = readingOf(["We ring you. It is free.", "Press once."]);
  const hard = readingOf([
    "Musculoskeletal practitioners subsequently evaluate individual presentations comprehensively.",
  ]);
  expect(easy.grade).toBeLessThan(1);
  expect(hard.grade).toBeGreaterThan(15);
  expect(easy.longest.words).toBe(3);
});

test("a gap is a word, and a list after a colon is counted by itself", () => {
  expect(readingOf(["Your time is {{time}}."]).longest.words).toBe(4);
  expect(readingOf(["Is it one of these: cold or blue?"]).longest.words).toBe(5);
});

test("a word that people have to look up is found wherever it stands", () => {
  expect(bannedIn("Your referral has been triaged")).toBe("referral");
  expect(bannedIn("Ask for physio")).toBeUndefined();
});
