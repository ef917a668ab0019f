import { type Activity, type ActivityTime, nextTime, wallTime } from "@drop-in/contracts";
import type { Run } from "../journeys/run.ts";
import type { VisitorState } from "../visitor-state.ts";

export type Listed = { activity: Activity; next: ActivityTime | null };

/** How many days somebody looks ahead who says when. */
const days = { today: 1, week: 7 } as const;
const ANY_DAYS = 62;

/** What is on for who has said when, and what: the soonest first; of no known next time last. */
export function listed(state: VisitorState, run: Run): Listed[] {
  const [when, what] = [run.answers["activities.when"], run.answers["activities.what"]];
  return (state.content?.activities ?? [])
    .filter(({ kinds }) => what === "all" || kinds.some((kind) => kind === what))
    .map((activity) => ({ activity, next: nextFor(state, run, activity) }))
    .filter(({ next }) => next !== null || when === "any")
    .toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
}

/** When it is next on, of the days somebody looks ahead. */
export function nextFor(state: VisitorState, { answers }: Run, activity: Activity) {
  const when = answers["activities.when"];
  const ahead = when === "today" || when === "week" ? days[when] : ANY_DAYS;
  return nextTime(activity, wallNow(state), ahead);
}

/** The day and the time on the wall here. */
export const wallNow = ({ live, nowMs }: VisitorState) =>
  wallTime(new Date(nowMs), live?.timeZone ?? "Europe/London");

const timeOf = ({ next }: Listed): string => (next ? `${next.day} ${next.opensAt}` : "later");

/** The one somebody looks at. */
export function activityOf({ content }: VisitorState, { answers }: Run): Activity | undefined {
  const chosen = answers["activities.list"];
  return content?.activities.find(({ activityId }) => activityId === chosen);
}
