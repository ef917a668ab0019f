import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type ContentPack, ContentPack as Pack } from "@drop-in/contracts";
import { readOpenReferral } from "./open-referral.ts";

const CHECKED_FOR_DAYS = 90;
const SHOWN_FOR_DAYS = 365;
const DAY_MS = 24 * 3_600_000;

/** What is on near here, from a list in the shape of Open Referral UK, as a pack. Its version is what stands in it. */
export function readActivities(path: string): { pack: ContentPack; leftOut: string[] } {
  const file = readFileSync(path, "utf8");
  const { activities, leftOut } = readOpenReferral(JSON.parse(file));
  const checked = activities
    .flatMap(({ checkedOn }) => checkedOn ?? [])
    .sort()
    .at(-1);
  const from = checked === undefined ? 0 : Date.parse(checked);
  const after = (days: number) => new Date(from + days * DAY_MS).toISOString();
  return {
    pack: Pack.parse({
      packId: "activities",
      version: createHash("sha256").update(file).digest("hex").slice(0, 16),
      owner: "Whoever keeps the list of activities",
      reviewStatus: "draft",
      reviewBy: after(CHECKED_FOR_DAYS).slice(0, 10),
      expiresAt: after(SHOWN_FOR_DAYS),
      body: { activities },
    }),
    leftOut: leftOut.map(({ name, why }) => `${name}: ${why}`),
  };
}
