import {
  type CallbackId,
  CallbackId as CallbackIdSchema,
  CallbackReach,
  CallbackState,
  type CallbackStep,
  CallbackWishes,
  type DeviceId,
  Language,
  Sealed,
  type StaffId,
  Ticket,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import type { Progress } from "./callback.rules.ts";

export type CallbackStore = ReturnType<typeof createCallbackStore>;

const json = z.string().transform((text): unknown => JSON.parse(text));
const Callback = z.object({
  callbackId: CallbackIdSchema,
  deviceId: z.string(),
  siteName: z.string(),
  ticket: json.pipe(Ticket),
  language: Language,
  state: CallbackState,
  pressedAt: z.string(),
  receivedAt: z.string(),
  triageDueAt: z.string(),
  dueAt: z.string(),
  reach: json.pipe(CallbackReach).nullable(),
  wishes: json.pipe(CallbackWishes).nullable(),
  sealed: Sealed.nullable(),
  tries: z.number(),
  spokeAt: z.string().nullable(),
});
export type Callback = z.infer<typeof Callback>;

/** What a device changes of one after the press. */
const Told = z.object({
  callbackId: CallbackIdSchema,
  state: CallbackState,
  reach: json.pipe(CallbackReach).nullable(),
  wishes: json.pipe(CallbackWishes).nullable(),
  sealed: Sealed.nullable(),
  changedAt: z.string(),
});
export type ToldCallback = z.infer<typeof Told>;

export type Pressed = {
  deviceId: DeviceId;
  ticket: Ticket;
  language: Language;
  dueAt: string;
  pressedAt: string;
  receivedAt: string;
  triageDueAt: string;
};
type Step = { callbackId: CallbackId; step: CallbackStep["step"]; staffId: StaffId; at: string };

const open = "('pressed', 'asked', 'triaged', 'trying')";
const lockOne = `select state, tries from callback where callback_id = :callbackId for update`;
const lockMany = `select callback_id as "callbackId", state, reach_json as reach, wishes_json as wishes, sealed,
  changed_at as "changedAt" from callback where callback_id = any(:ids)
  order by callback_id for update`;
const selectList = `select callback_id as "callbackId", device_id as "deviceId",
  site_name as "siteName", ticket_json as ticket, language, state, pressed_at as "pressedAt",
  received_at as "receivedAt", triage_due_at as "triageDueAt", due_at as "dueAt",
  reach_json as reach, wishes_json as wishes, sealed, tries, spoke_at as "spokeAt"
  from callback join device using (device_id)
  where state in ${open} or (changed_at > :since and state <> 'abandoned')
  order by case when state in ${open} then 0 else 1 end, due_at limit :limit`;

const text = "text" as const;
const told = {
  ...{ state: text, reach_json: text, wishes_json: text, sealed: text, changed_at: text },
};
const toldValues = ({ state, reach, wishes, sealed, changedAt }: ToldCallback) => [
  ...[state, reach && JSON.stringify(reach), wishes && JSON.stringify(wishes), sealed, changedAt],
];

/** The worklist of those who asked to be called. */
export function createCallbackStore(sql: Sql) {
  return {
    async lock(callbackId: CallbackId): Promise<Progress | undefined> {
      const row = await sql.get(lockOne, { callbackId });
      return z.object({ state: CallbackState, tries: z.number() }).optional().parse(row);
    },
    /** Held until the transaction ends: the team may be at work on one. */
    async lockAll(ids: readonly CallbackId[]): Promise<Map<CallbackId, ToldCallback>> {
      const rows = await sql.all(lockMany, { ids: [...new Set(ids)] });
      const callbacks = rows.map((row) => Told.parse(row));
      return new Map(callbacks.map((callback) => [callback.callbackId, callback]));
    },
    async add(callbacks: readonly (Pressed & ToldCallback)[]): Promise<void> {
      await sql.insertMany({
        into: "callback",
        columns: {
          ...{ callback_id: "text", device_id: "text", ticket_json: "text", language: "text" },
          ...{ pressed_at: "text", received_at: "text", triage_due_at: "text", due_at: "text" },
          ...told,
        },
        rows: callbacks.map((callback) => [
          ...[callback.callbackId, callback.deviceId],
          ...[JSON.stringify(callback.ticket), callback.language, callback.pressedAt],
          ...[callback.receivedAt, callback.triageDueAt, callback.dueAt],
          ...toldValues(callback),
        ]),
        onConflict: "on conflict do nothing",
      });
    },
    async keep(callbacks: readonly ToldCallback[]): Promise<void> {
      const rows = callbacks.map((callback) => [callback.callbackId, ...toldValues(callback)]);
      await sql.updateMany({ table: "callback", key: { callback_id: "text" }, set: told, rows });
    },
    async step(step: Step, { state, tries }: Progress): Promise<void> {
      const { callbackId, at } = step;
      await sql.run(
        `update callback set state = :state, tries = :tries, changed_at = :at,
           spoke_at = case when :state = 'spoke' then :at else spoke_at end
         where callback_id = :callbackId`,
        { callbackId, at, state, tries },
      );
      await sql.run(
        `insert into callback_step (callback_id, step, staff_id, at)
         values (:callbackId, :step, :staffId, :at)`,
        step,
      );
    },
    /** Open ones by due time, then those finished since a moment. */
    list: async (since: string, limit: number): Promise<Callback[]> =>
      (await sql.all(selectList, { since, limit })).map((row) => Callback.parse(row)),
  };
}
