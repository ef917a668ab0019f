import type { AdapterLine } from "./line.ts";

export type ReaderState = "inactive" | "disabled" | "enabled" | "idle" | "vend";

/** What a line of the adapter means for the reader it plays. Amounts in minor units. */
export type AdapterSays =
  | { type: "state"; state: Exclude<ReaderState, "vend"> }
  | { type: "vend-request"; amount: number; amountText: string; item: number | null }
  | { type: "vend-success" }
  | { type: "set-ok" }
  /** `code` as the adapter numbers them: 1 cancelled, 3 failed, 5 bus reset, -2 and -3 wrong amount or state. */
  | { type: "vend-error"; code: number }
  | { type: "start-error"; code: number }
  /** Named neither vend nor start: "cashless is on", an unknown setting. */
  | { type: "error"; text: string }
  | { type: "version"; text: string }
  | { type: "other" };

const ITEM_UNKNOWN = 0xffff;
const states = {
  INACTIVE: "inactive",
  DISABLED: "disabled",
  ENABLED: "enabled",
  IDLE: "idle",
} as const satisfies Record<string, ReaderState>;

export function readAdapterLine({ from, key, parts }: AdapterLine): AdapterSays {
  if (from === "host") return { type: "other" };
  if (key === "v") return { type: "version", text: parts.join(",") };
  if (key !== "c") return { type: "other" }; // `r` lines are bus chatter
  const [word = "", second = "", third = "", fourth] = parts;
  if (word === "STATUS") return statusOf(second, third, fourth);
  if (word === "VEND" && second === "SUCCESS") return { type: "vend-success" };
  if (word === "SET" && second === "OK") return { type: "set-ok" };
  if (word !== "ERR") return { type: "other" };
  const [what, code] = second.split(/\s+/);
  if (what === "VEND" && code !== undefined) return { type: "vend-error", code: Number(code) };
  if (what === "START" && code !== undefined) return { type: "start-error", code: Number(code) };
  return { type: "error", text: second };
}

function statusOf(name: string, amountText: string, item: string | undefined): AdapterSays {
  if (name === "VEND") {
    const amount = toMinor(amountText);
    if (amount === undefined) return { type: "other" };
    const number = item === undefined || item === "" ? Number.NaN : Number(item);
    const known = Number.isInteger(number) && number >= 0 && number < ITEM_UNKNOWN;
    return { type: "vend-request", amount, amountText, item: known ? number : null };
  }
  const state = Object.entries(states).find(([word]) => word === name)?.[1];
  return state ? { type: "state", state } : { type: "other" };
}

/** "1.00" → 100. Undefined for what is not an amount with at most two decimals. */
export function toMinor(text: string): number | undefined {
  const found = /^(\d{1,5})(?:\.(\d{1,2}))?$/.exec(text);
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : undefined;
}

export const toAmount = (minor: number): string => (minor / 100).toFixed(2);
