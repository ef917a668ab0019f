import { type DeviceId, type SessionId, type VisitId, VisitState } from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import type { LifeStore } from "../record/lives.ts";

export type VisitStore = ReturnType<typeof createVisitStore>;

/** How many people a device has in which state, of those who came since a moment. */
const VisitCount = z.object({
  deviceId: z.string(),
  state: VisitState,
  count: z.number(),
  firstAt: z.string(),
});
export type VisitCount = z.infer<typeof VisitCount>;
const OpenSession = z.object({ deviceId: z.string(), place: z.string(), openedAt: z.string() });
export type OpenSession = z.infer<typeof OpenSession>;

export type VisitChange = { state: VisitState; finishedAt: string | null };
type CheckedIn = { deviceId: DeviceId; at: string };
type Opened = { deviceId: DeviceId; place: string; at: string };
type Closed = { at: string };

const id = { visit_id: "text" } as const;
const change = { state: "text", finished_at: "text" } as const;
const sessionId = { session_id: "text" } as const;

/** Clinics and the people who came to them. No names: the centre need not know who. */
export function createVisitStore(sql: Sql) {
  const visits: LifeStore<VisitId, CheckedIn, VisitChange> = {
    begin: (lives) =>
      sql.insertMany({
        into: "visit",
        columns: { ...id, device_id: "text", checked_in_at: "text", ...change },
        rows: lives.map(({ id, begun: { deviceId, at }, change }) => [
          ...[id, deviceId, at],
          ...[change?.state ?? "waiting", change?.finishedAt ?? null],
        ]),
        onConflict: "on conflict do nothing",
      }),
    async change(changes) {
      const rows = changes.map(({ id, change: { state, finishedAt } }) => [id, state, finishedAt]);
      await sql.updateMany({ table: "visit", key: id, set: change, rows });
    },
  };
  const sessions: LifeStore<SessionId, Opened, Closed> = {
    begin: (lives) =>
      sql.insertMany({
        into: "session",
        columns: {
          ...sessionId,
          device_id: "text",
          place: "text",
          opened_at: "text",
          closed_at: "text",
        },
        rows: lives.map(({ id, begun: { deviceId, place, at }, change }) => [
          ...[id, deviceId, place, at, change?.at ?? null],
        ]),
        onConflict: "on conflict do nothing",
      }),
    async change(changes) {
      const rows = changes.map(({ id, change }) => [id, change.at]);
      await sql.updateMany({ table: "session", key: sessionId, set: { closed_at: "text" }, rows });
    },
  };

  return {
    visits,
    sessions,
    async countsSince(at: string): Promise<VisitCount[]> {
      const rows = await sql.all(
        `select device_id as "deviceId", state, count(*) as count, min(checked_in_at) as "firstAt"
         from visit where checked_in_at >= :at group by device_id, state`,
        { at },
      );
      return rows.map((row) => VisitCount.parse(row));
    },
    async openSessions(): Promise<OpenSession[]> {
      const rows = await sql.all(
        `select device_id as "deviceId", place, opened_at as "openedAt" from session s
         where closed_at is null and opened_at = (select max(opened_at) from session o
           where o.device_id = s.device_id and o.closed_at is null)`,
      );
      return rows.map((row) => OpenSession.parse(row));
    },
  };
}
