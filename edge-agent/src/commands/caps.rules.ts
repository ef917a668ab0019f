import type { CommandAction } from "@drop-in/contracts";

type Kind = CommandAction["type"];

/** Two clocks: how long the device has provably been powered, which is never more than what truly passed, and its wall clock. */
export type Moment = { poweredMs: number; wallMs: number };
export type Spent = Moment & { kind: Kind };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What this device does from afar at most, whatever the centre has signed. */
const caps: Record<Kind, readonly { withinMs: number; most: number }[]> = {
  "open-slot": [
    { withinMs: HOUR_MS, most: 3 },
    { withinMs: DAY_MS, most: 10 },
  ],
  restart: [{ withinMs: HOUR_MS, most: 2 }],
};
const coolDownMs: Record<Kind, number> = { "open-slot": 30_000, restart: 0 };

/** How far back anything counts, by the powered clock. */
export const LONGEST_CAP_MS = DAY_MS;

/** Whether one more of this kind would be more than the device does. */
export function overCap(
  kind: Kind,
  spent: readonly Spent[],
  now: Moment,
): "too-many" | "too-soon" | undefined {
  const same = spent.filter((one) => one.kind === kind);
  const within = (ms: number) => same.filter((one) => isWithin(one, now, ms)).length;
  if (caps[kind].some(({ withinMs, most }) => within(withinMs) >= most)) return "too-many";
  return within(coolDownMs[kind]) > 0 ? "too-soon" : undefined;
}

/**
 * It counts until both clocks say that the time is over. A wall clock that says it has yet to happen says nothing; the
 * powered clock stands still without power and runs no faster than time, so no jump and no restart ends it early.
 */
function isWithin(one: Moment, now: Moment, ms: number): boolean {
  const byWall = now.wallMs - one.wallMs;
  return now.poweredMs - one.poweredMs < ms || (byWall >= 0 && byWall < ms);
}
