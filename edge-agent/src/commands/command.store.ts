import { type Command, CommandAction, CommandId } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import type { Moment, Spent } from "./caps.rules.ts";

export type CommandOutcome = "done" | "failed";
export type CommandStore = ReturnType<typeof createCommandStore>;

type Row = { command_id: string; action_json: string; powered_ms: number; wall_ms: number };

/** What this device was told from afar and accepted. A row is on disk before anything moves. */
export function createCommandStore(db: Db) {
  const insert = db.prepare(`
    insert into command (command_id, counter, challenge, action_json, powered_ms, wall_ms)
    values (:commandId, :counter, :challenge, :actionJson, :poweredMs, :wallMs)`);
  const count = db.prepare("update command_state set counter = :counter, powered_ms = :poweredMs");
  const selectState = db.prepare<[], { counter: number; powered_ms: number }>(
    "select counter, powered_ms from command_state",
  );
  const exists = db.prepare("select 1 from command where command_id = ?");
  const selectAll = db.prepare<[], Row>("select * from command order by counter");
  const selectOpen = db.prepare<[], Row>(
    "select * from command where outcome is null order by counter",
  );
  const setOutcome = db.prepare(
    "update command set outcome = ? where command_id = ? and outcome is null",
  );
  const keep = db.prepare("update command_state set powered_ms = max(powered_ms, ?)");
  const removeOld = db.prepare(
    "delete from command where outcome is not null and powered_ms < ? and counter < (select counter from command_state)",
  );

  const open = (): { commandId: CommandId; action: CommandAction }[] =>
    selectOpen.all().map(({ command_id, action_json }) => ({
      commandId: CommandId.parse(command_id),
      action: CommandAction.parse(JSON.parse(action_json)),
    }));

  return {
    counter: (): number => selectState.get()?.counter ?? 0,
    poweredMs: (): number => selectState.get()?.powered_ms ?? 0,
    isKnown: (commandId: CommandId): boolean => exists.get(commandId) !== undefined,
    /** Counts it, spends its challenge and its counter. Throws where any of them was used before. */
    accept({ commandId, counter, challenge, action }: Command, now: Moment): void {
      const actionJson = JSON.stringify(action);
      insert.run({ commandId, counter, challenge, actionJson, ...now });
      count.run({ counter, poweredMs: now.poweredMs });
    },
    spent: (): Spent[] =>
      selectAll.all().map(({ action_json, powered_ms: poweredMs, wall_ms: wallMs }) => ({
        kind: CommandAction.parse(JSON.parse(action_json)).type,
        poweredMs,
        wallMs,
      })),
    /** Accepted, and nobody knows what came of it. */
    open,
    /** A restart is about to be: nothing new may begin (V16). */
    isRestarting: (): boolean => open().some(({ action }) => action.type === "restart"),
    /** False when it had ended before. */
    end: (commandId: CommandId, outcome: CommandOutcome): boolean =>
      setOutcome.run(outcome, commandId).changes === 1,
    keepPowered(poweredMs: number): void {
      keep.run(poweredMs);
    },
    /** What counts for no cap any more; the counter itself is kept apart. */
    forgetBefore(poweredMs: number): void {
      removeOld.run(poweredMs);
    },
  };
}
