import {
  type CallbackId,
  CallbackId as CallbackIdSchema,
  CallbackReach,
  CallbackState,
  type CallbackStep,
  type DeviceId,
  Language,
  type StaffId,
  Ticket,
} from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";
import { afterDevice, type Progress, triageDueAt } from "./callback.rules.ts";

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
  phone: z.string().nullable(),
  tries: z.number(),
  spokeAt: z.string().nullable(),
});
export type Callback = z.infer<typeof Callback>;

type Pressed = {
  callbackId: CallbackId;
  deviceId: DeviceId;
  ticket: Ticket;
  language: Language;
  dueAt: string;
  pressedAt: string;
  receivedAt: string;
};
type Step = { callbackId: CallbackId; step: CallbackStep["step"]; staffId: StaffId; at: string };

const open = "('pressed', 'asked', 'triaged', 'trying')";

/** The worklist of those who asked to be called. */
export function createCallbackStore(db: Db) {
  const press = db.prepare(
    `insert into callback (callback_id, device_id, ticket_json, language, state, pressed_at,
       received_at, triage_due_at, due_at, changed_at)
     values (:callbackId, :deviceId, :ticketJson, :language, 'pressed', :pressedAt,
       :receivedAt, :triageDueAt, :dueAt, :pressedAt) on conflict do nothing`,
  );
  const select = `select callback_id as callbackId, device_id as deviceId, site_name as siteName,
    ticket_json as ticket, language, state, pressed_at as pressedAt, received_at as receivedAt,
    triage_due_at as triageDueAt, due_at as dueAt, reach_json as reach, phone, tries,
    spoke_at as spokeAt from callback join device using (device_id)`;
  const selectOne = db.prepare(`${select} where callback_id = ?`);
  const selectList = db.prepare(
    `${select} where state in ${open} or (changed_at > :since and state <> 'abandoned')
     order by state not in ${open}, due_at limit :limit`,
  );
  const setState = db.prepare(
    "update callback set state = ?, changed_at = ? where callback_id = ?",
  );
  const setReach = db.prepare(
    "update callback set reach_json = ?, phone = ? where callback_id = ?",
  );
  const setProgress = db.prepare(
    `update callback set state = :state, tries = :tries, changed_at = :at,
       spoke_at = iif(:state = 'spoke', :at, spoke_at) where callback_id = :callbackId`,
  );
  const insertStep = db.prepare(
    `insert into callback_step (callback_id, step, staff_id, at)
     values (:callbackId, :step, :staffId, :at)`,
  );

  function find(callbackId: CallbackId): Callback | undefined {
    const row = selectOne.get(callbackId);
    return row === undefined ? undefined : Callback.parse(row);
  }

  function fromDevice(callbackId: CallbackId, fact: "asked" | "abandoned", at: string): void {
    const known = find(callbackId);
    if (known) setState.run(afterDevice(known.state, fact), at, callbackId);
  }

  return {
    find,
    pressed({ ticket, ...pressed }: Pressed): void {
      const { callbackId, deviceId, language, dueAt, pressedAt, receivedAt } = pressed;
      press.run({
        ...{ callbackId, deviceId, language, dueAt, pressedAt, receivedAt },
        ticketJson: JSON.stringify(ticket),
        triageDueAt: triageDueAt(pressedAt),
      });
    },
    asked(callbackId: CallbackId, reach: CallbackReach, phone: string | null, at: string): void {
      setReach.run(JSON.stringify(reach), phone, callbackId);
      fromDevice(callbackId, "asked", at);
    },
    abandoned(callbackId: CallbackId, at: string): void {
      fromDevice(callbackId, "abandoned", at);
    },
    step(step: Step, progress: Progress): void {
      const { callbackId, at } = step;
      setProgress.run({ callbackId, at, state: progress.state, tries: progress.tries });
      insertStep.run(step);
    },
    /** Open ones by due time, then those finished since a moment. */
    list: (since: string, limit: number): Callback[] =>
      selectList.all({ since, limit }).map((row) => Callback.parse(row)),
  };
}
