import type { CommandId, DeviceId, HubEvent } from "@drop-in/contracts";
import { type CommandFact, stateAfter } from "./command.rules.ts";
import type { CommandStore, KeptCommand } from "./command.store.ts";
import type { Told } from "./reconcile.rules.ts";

type CommandEvent = Extract<HubEvent, { type: `command.${string}` }>;

/** What a batch says of commands: all of it is kept as it was said, and what was wished here moves on. */
export function foldCommands(commands: CommandStore) {
  const told: Told[] = [];
  const whys = new Map<CommandId, KeptCommand["why"]>();

  return {
    told(event: CommandEvent): void {
      told.push(toTold(event));
      if (event.type === "command.refused.v1" && event.payload.commandId) {
        whys.set(event.payload.commandId, event.payload.why);
      }
    },
    async save(): Promise<void> {
      if (told.length === 0) return;
      await commands.tell(told);
      const facts = told.flatMap(toFact);
      const known = await commands.lock(facts.map(({ commandId }) => commandId));
      const changed = new Map<CommandId, KeptCommand>();
      for (const { commandId, deviceId, fact, at } of facts) {
        const before = changed.get(commandId) ?? known.get(commandId);
        // Nobody's wish, or another device's: it changes none, and is found by reconciling.
        if (!before || before.deviceId !== deviceId) continue;
        const state = stateAfter(before.state, fact);
        if (state === before.state) continue;
        const why = state === "refused" ? (whys.get(commandId) ?? null) : null;
        changed.set(commandId, { commandId, deviceId, state, why, changedAt: at });
      }
      await commands.keep([...changed.values()]);
    },
  };
}

function toTold({ deviceId, occurredAt: at, ...event }: CommandEvent): Told {
  const about = { deviceId, at, action: null, counter: null };
  switch (event.type) {
    case "command.accepted.v1":
      return { ...about, ...event.payload, what: "accepted" };
    case "command.done.v1":
      return { ...about, commandId: event.payload.commandId, what: event.payload.outcome };
    case "command.refused.v1": {
      const { commandId } = event.payload;
      return { ...about, commandId, what: commandId === null ? "unsigned" : "refused" };
    }
  }
}

type Fact = { commandId: CommandId; deviceId: DeviceId; fact: CommandFact; at: string };

function toFact({ commandId, deviceId, what, at }: Told): Fact[] {
  return commandId === null || what === "unsigned" ? [] : [{ commandId, deviceId, fact: what, at }];
}
