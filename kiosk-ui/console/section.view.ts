import type { ConsoleLive } from "@drop-in/contracts";
import type { StockLine } from "./estate.view.ts";
import { stockOf } from "./estate.view.ts";
import { worklistOf } from "./worklist.view.ts";

export const sections = [
  "now",
  "call-backs",
  "collections",
  "appointments",
  "sent",
  "devices",
  "stock",
] as const;
export type Section = (typeof sections)[number];

/** The section a link names ("#call-backs"); anything else is Now. */
export function sectionOf(hash: string): Section {
  return sections.find((section) => `#${section}` === hash) ?? "now";
}

/** What the menu says beside a section: only what needs somebody. */
export type Badge = { key: "help" | "late" | "down" | "low" | "new"; count: number };

/** `keys`: how many keys of devices somebody must look at, for those who may. */
export function badgesOf(
  live: ConsoleLive,
  nowMs: number,
  keys = 0,
): Partial<Record<Section, Badge>> {
  const help = live.sites.reduce((sum, site) => sum + site.helpOpen + site.unresolved, 0);
  const late = worklistOf(live.callbacks, nowMs).filter((each) => each.late).length;
  const fresh = live.newSubmissions ?? 0;
  const down = live.devices.filter(({ state }) => state !== "up").length + keys;
  const low = stockOf(live.stock, live.devices).flatMap(({ lines }) => lines.filter(isLow)).length;
  return {
    ...(help > 0 && { now: { key: "help", count: help } }),
    ...(late > 0 && { "call-backs": { key: "late", count: late } }),
    ...(fresh > 0 && { sent: { key: "new", count: fresh } }),
    ...(down > 0 && { devices: { key: "down", count: down } }),
    ...(low > 0 && { stock: { key: "low", count: low } }),
  };
}

function isLow({ sign }: StockLine): boolean {
  return sign !== "fine";
}
