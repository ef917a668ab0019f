import {
  CommandAction,
  CommandId,
  CommandRefusal,
  CommandState,
  DeviceId,
  StaffId,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";
import type { Told, Wished } from "./reconcile.rules.ts";

export type CommandStore = ReturnType<typeof createCommandStore>;

const action = z.string().transform((json) => CommandAction.parse(JSON.parse(json)));
const Wish = z.object({
  commandId: CommandId,
  deviceId: DeviceId,
  action,
  actor: StaffId,
  secondActor: StaffId.nullable(),
  reason: z.string(),
  state: CommandState,
  counter: z.number().nullable(),
  why: CommandRefusal.nullable(),
  wishedAt: z.string(),
  endsAt: z.string(),
  changedAt: z.string(),
});
export type Wish = z.infer<typeof Wish>;

const Listed = Wish.extend({ actor: z.string(), secondActor: z.string().nullable() });
export type ListedCommand = z.infer<typeof Listed>;

const ToldRow = z.object({
  deviceId: DeviceId,
  commandId: CommandId.nullable(),
  what: z.enum(["accepted", "done", "failed", "refused", "unsigned"]),
  action: action.nullable(),
  counter: z.number().nullable(),
  at: z.string(),
});

type NewWish = Pick<Wish, "commandId" | "deviceId" | "action" | "actor" | "secondActor"> &
  Pick<Wish, "reason" | "wishedAt" | "endsAt"> & { approvalHash: string };

/** What events change of one. */
export type KeptCommand = Pick<Wish, "commandId" | "deviceId" | "state" | "why" | "changedAt">;

const columns = `command_id as "commandId", device_id as "deviceId", action_json as "action",
  reason, state, counter, why, wished_at as "wishedAt", ends_at as "endsAt", changed_at as "changedAt"`;
const wishes = `select ${columns}, actor, second_actor as "secondActor" from command`;
const lockByIds = `${wishes} where command_id = any(:ids) order by command_id for update`;
const selectByIds = `${wishes} where command_id = any(:ids)`;
const selectWished = `${wishes} where state = 'wished' and ends_at > :now order by wished_at limit 200`;
const selectLatest = `select ${columns}, a.name as "actor", b.name as "secondActor" from command
  join staff a on a.staff_id = actor left join staff b on b.staff_id = second_actor
  order by wished_at desc limit :limit`;
const selectTold = `select device_id as "deviceId", command_id as "commandId", what,
  action_json as "action", counter, at from command_told where at > :since
  order by told_id desc limit 10000`;

/** What was wished of devices, and what they said they did. */
export function createCommandStore(sql: Sql) {
  const read = async (text: string, params: Parameters<Sql["all"]>[1]): Promise<Wish[]> =>
    (await sql.all(text, params)).map((row) => Wish.parse(row));

  return {
    /** False when there is one of that id already: it is the same wish. */
    async add({ action, ...wish }: NewWish): Promise<boolean> {
      const added = await sql.run(
        `insert into command (command_id, device_id, action_json, actor, second_actor, reason,
           approval_hash, state, wished_at, ends_at, changed_at)
         values (:commandId, :deviceId, :actionJson, :actor, :secondActor, :reason,
           :approvalHash, 'wished', :wishedAt, :endsAt, :wishedAt) on conflict do nothing`,
        { ...wish, actionJson: JSON.stringify(action) },
      );
      return added === 1;
    },
    /** Held until the transaction ends. */
    async lock(ids: readonly CommandId[]): Promise<Map<CommandId, Wish>> {
      const found = await read(lockByIds, { ids: [...new Set(ids)] });
      return new Map(found.map((wish) => [wish.commandId, wish]));
    },
    byIds: (ids: readonly CommandId[]): Promise<Wished[]> =>
      read(selectByIds, { ids: [...new Set(ids)] }),
    /** Those no challenge has come for yet. */
    wished: (now: string): Promise<Wish[]> => read(selectWished, { now }),
    latest: async (limit: number): Promise<ListedCommand[]> =>
      (await sql.all(selectLatest, { limit })).map((row) => Listed.parse(row)),
    /** One more than the last, and never less than `atLeast`: a record that was restored must not fall behind its devices. */
    async nextCounter(deviceId: DeviceId, atLeast: number): Promise<number> {
      await sql.run(
        "insert into command_counter (device_id, counter) values (:deviceId, 0) on conflict do nothing",
        { deviceId },
      );
      const row = await sql.get(
        "select counter from command_counter where device_id = :deviceId for update",
        { deviceId },
      );
      const last = z.object({ counter: z.number() }).parse(row).counter;
      const counter = Math.max(last + 1, atLeast);
      await sql.run("update command_counter set counter = :counter where device_id = :deviceId", {
        deviceId,
        counter,
      });
      return counter;
    },
    async challenged(commandId: CommandId, counter: number, at: string): Promise<void> {
      await sql.run(
        `update command set state = 'challenged', counter = :counter, changed_at = :at
         where command_id = :commandId`,
        { commandId, counter, at },
      );
    },
    /** False when it has ended, or a device has spoken of it, meanwhile. */
    async sent(commandId: CommandId, at: string): Promise<boolean> {
      const changed = await sql.run(
        `update command set state = 'sent', changed_at = :at
         where command_id = :commandId and state = 'challenged'`,
        { commandId, at },
      );
      return changed === 1;
    },
    /** Gives up what no device has answered in time; how many that were. */
    expire: (now: string): Promise<number> =>
      sql.run(
        `update command set state = 'expired', changed_at = :now
         where state in ('wished', 'challenged', 'sent') and ends_at <= :now`,
        { now },
      ),
    async keep(commands: readonly KeptCommand[]): Promise<void> {
      await sql.updateMany({
        table: "command",
        key: { command_id: "text" },
        set: { state: "text", why: "text", changed_at: "text" },
        rows: commands.map(({ commandId, state, why, changedAt }) => [
          ...[commandId, state, why, changedAt],
        ]),
      });
    },
    async tell(told: readonly Told[]): Promise<void> {
      await sql.insertMany({
        into: "command_told",
        columns: {
          ...{ device_id: "text", command_id: "text", what: "text" },
          ...{ action_json: "text", counter: "int8", at: "text" },
        },
        rows: told.map(({ deviceId, commandId, what, action, counter, at }) => [
          ...[deviceId, commandId, what, action && JSON.stringify(action), counter, at],
        ]),
      });
    },
    /** In the order it was said, which is that of each device. */
    told: async (since: string): Promise<Told[]> =>
      (await sql.all(selectTold, { since })).map((row) => ToldRow.parse(row)).reverse(),
  };
}

/** What is kept of an approval: who, what, when and how, but no password. A passkey's assertion would stand here. */
export type Approved = { method: "passwords"; by: StaffId[]; at: string } & Pick<
  Wish,
  "commandId" | "deviceId" | "action" | "reason"
>;
