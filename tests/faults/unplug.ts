import { setTimeout as pause } from "node:timers/promises";
import { AttemptView, MachineId, type MachinePlan, VariantId } from "@drop-in/contracts";
import { eventually, type HubUnderTest } from "../hub-under-test.ts";
import {
  allIsSent,
  bookEqualsShelf,
  isOnMachine,
  machineIsStill,
  readJournal,
  staffLook,
} from "./kill-vend.ts";

export type UnplugReport = {
  unplugs: number;
  itemsDropped: number;
  /** Orders to turn a coil that reached the machine after the cable was back, for which nobody had pressed. */
  staleCommands: number;
  doubleDispenses: number;
  falseOutcomes: number;
  unclear: number;
  /** Back online, with the attempt ended. */
  recovered: number;
  longestRecoveryMs: number;
  lostEvents: number;
  unaccounted: number;
  bookEqualsShelf: boolean;
};

type Options = {
  hub: HubUnderTest;
  plan: MachinePlan;
  times: number;
  random: () => number;
  tell: (line: string) => void;
};

const RESOLVE_EVERY = 6; // before every slot of a variant is locked, staff look and unlock
const LONGEST_PULL_MS = 700;
const RECOVERS_WITHIN_MS = 20_000;

/** Pulls the machine's cable at random moments of vends and puts it back, and holds all against what really fell. */
export async function unplugDuringVends(options: Options): Promise<UnplugReport> {
  const { hub, plan, times, tell } = options;
  const variants = [...new Set(plan.slots.map(({ variantId }) => variantId))];
  const fellFor = new Map<string, number>();
  const report = { unplugs: 0, staleCommands: 0, doubleDispenses: 0, recovered: 0 };
  let longestRecoveryMs = 0;

  while (report.unplugs < times) {
    const variantId = VariantId.parse(variants[report.unplugs % variants.length]);
    const machineId = MachineId.parse(plan.machineId);
    const issued = await eventually("a code", () => hub.console.issue(machineId, variantId));
    await isOnMachine(hub, issued.collectionId);
    const before = await seen(hub);
    const once = await unplugInVend(options, issued);
    report.unplugs += 1;
    if (once.recoveryMs !== undefined) report.recovered += 1;
    longestRecoveryMs = Math.max(longestRecoveryMs, once.recoveryMs ?? RECOVERS_WITHIN_MS);
    const after = await seen(hub);
    report.staleCommands += after.drives.filter((number) => number > once.lastFrame).length;
    const fell = after.dropped - before.dropped;
    fellFor.set(issued.collectionId, fell);
    if (fell > 1 || after.turns - before.turns > 1) report.doubleDispenses += 1;
    if (report.unplugs % RESOLVE_EVERY === 0) await staffLook(hub, fellFor);
    if (report.unplugs % 20 === 0) tell(`  ${report.unplugs} times`);
  }

  await allIsSent(hub);
  const journal = readJournal(hub);
  const falseOutcomes = journal.outcomes.filter(({ collectionId, kind }) => {
    const fell = fellFor.get(collectionId) ?? 0;
    return (kind === "dispensed" && fell !== 1) || (kind === "not-dispensed" && fell !== 0);
  }).length;
  await staffLook(hub, fellFor);
  await allIsSent(hub);
  const { world } = await hub.bench.spiral();
  return {
    ...report,
    ...{ itemsDropped: world.dropped.length, falseOutcomes, longestRecoveryMs },
    unclear: journal.outcomes.filter(({ kind }) => kind === "unclear").length,
    ...{ lostEvents: journal.lost, unaccounted: journal.unaccounted },
    bookEqualsShelf: bookEqualsShelf(hub, world.slots),
  };
}

/** One press, one pull, one putting back. Without `recoveryMs` it did not come back in time. */
async function unplugInVend(
  { hub, random }: Options,
  { code, collectionId }: { code: string; collectionId: string },
): Promise<{ lastFrame: number; recoveryMs?: number }> {
  await online(hub);
  const turnId = await hub.agent.beginTurn();
  await hub.agent.visitor("collections/check", { turnId, code });
  const press = { turnId, requestId: crypto.randomUUID() };
  const pressed = await hub.agent.visitor(`collections/${collectionId}/dispense`, press);
  const vendMs = hub.settings.motorTurnMs + 1_000;
  await pause(random() * vendMs);
  await hub.bench.do("machine/cable", { plugged: false });
  await pause(random() * LONGEST_PULL_MS);
  const { lastFrame } = await seen(hub);
  await hub.bench.do("machine/cable", { plugged: true });
  const from = performance.now();
  try {
    await online(hub);
    const { attemptId } = pressed.body;
    await eventually("the attempt ended", async () => {
      return AttemptView.parse(await hub.agent.attempt(attemptId)).outcome ?? undefined;
    });
    const recoveryMs = Math.round(performance.now() - from);
    await machineIsStill(hub);
    return { lastFrame, recoveryMs };
  } catch {
    return { lastFrame };
  }
}

async function online(hub: HubUnderTest): Promise<void> {
  const ready = async () => (await hub.agent.visitorLive()).vending === "ready";
  await eventually("the machine online", ready, RECOVERS_WITHIN_MS);
}

async function seen(hub: HubUnderTest) {
  const { wire, world } = await hub.bench.spiral();
  return {
    lastFrame: wire[0]?.number ?? 0,
    drives: wire
      .filter(({ from, type }) => from === "host" && type === "drive")
      .map(({ number }) => number),
    dropped: world.dropped.length,
    turns: world.lifetimeTurns,
  };
}
