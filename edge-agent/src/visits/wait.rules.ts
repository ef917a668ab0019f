import type { Wait } from "@drop-in/contracts";

type Situation = {
  open: boolean;
  /** People who were waiting before this one. */
  ahead: number;
  /** When people of this session were first called, oldest first, in milliseconds. */
  firstCalls: readonly number[];
  /** Used until the day has shown its own pace. */
  usualMinutesPerPerson: number;
  now: Date;
};

const ENOUGH_GAPS = 2;
const RECENT_GAPS = 6;
const LONGEST_GAP_MINUTES = 60; // a lunch break is not a consultation

/** What we can honestly say about the wait: a middle and a range, from the pace of this session. */
export function estimateWait({
  open,
  ahead,
  firstCalls,
  usualMinutesPerPerson,
  now,
}: Situation): Wait {
  const asOf = now.toISOString();
  if (!open) return { kind: "not-open-yet", asOf };
  if (ahead === 0) return { kind: "next", asOf };
  const pace = paceOf(firstCalls) ?? usualMinutesPerPerson;
  const about = ahead * pace;
  return {
    kind: "estimate",
    aboutMinutes: toFive(about),
    fromMinutes: Math.max(5, toFive(about * 0.5)),
    toMinutes: Math.max(toFive(about * 1.75), toFive(about) + 5),
    asOf,
  };
}

/** Minutes told to the person, for staff to compare with. Undefined where nothing was promised. */
export function toldMinutes(wait: Wait): number | null {
  return wait.kind === "estimate" ? wait.aboutMinutes : null;
}

function paceOf(firstCalls: readonly number[]): number | undefined {
  const gaps = firstCalls
    .slice(1)
    .map((at, index) => (at - (firstCalls[index] ?? at)) / 60_000)
    .filter((gap) => gap <= LONGEST_GAP_MINUTES)
    .slice(-RECENT_GAPS)
    .sort((a, b) => a - b);
  return gaps.length < ENOUGH_GAPS ? undefined : gaps[Math.floor(gaps.length / 2)];
}

function toFive(minutes: number): number {
  return Math.max(5, Math.round(minutes / 5) * 5);
}
