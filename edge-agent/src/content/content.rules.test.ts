import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ContentPack } from "@drop-in/contracts";
import { expect, test } from "vitest";
import { visitorContent } from "./content.rules.ts";

const path = join(import.meta.dirname, "../../../sync-server/content/packs/safety-screen.json");
const pack = ContentPack.parse(JSON.parse(readFileSync(path, "utf8")));
const before = new Date(Date.parse(pack.expiresAt) - 1);
const after = new Date(Date.parse(pack.expiresAt));

const contentWith = (safety: ContentPack | undefined, now: Date) =>
  visitorContent({ safety, activities: undefined }, now);

test("the shipped safety check may be asked, and says that nobody has signed it", () => {
  const content = contentWith(pack, before);
  expect(content.safetyScreen?.questions.length).toBeGreaterThan(10);
  expect(content.draft).toBe(true);
  expect(contentWith({ ...pack, reviewStatus: "approved" }, before).draft).toBe(false);
});

test("past its date, unreadable or never sent, it is not asked", () => {
  expect(contentWith(pack, after).safetyScreen).toBeNull();
  expect(contentWith({ ...pack, body: { questions: [] } }, before).safetyScreen).toBeNull();
  expect(contentWith(undefined, before).safetyScreen).toBeNull();
});
