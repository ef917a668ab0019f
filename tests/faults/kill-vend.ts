import { join } from "node:path";
import { MachineId, type MachinePlan, VariantId } from "@drop-in/contracts";
import { openDataKey } from "@drop-in/foundation";
import Database from "better-sqlite3";
import { openAgentDb } from "../../edge-agent/src/adapters/agent-db.ts";
import { eventually, type HubUnderTest } from "../hub-under-test.ts";

export type KillVendReport = {
  kills: number;
  vendsTried: number;
  itemsDropped: number;
  doubleDispenses: number;
  /** The journal says one thing, the tray another. */
  falseOutcomes: number;
  unclear: number;
  lostEvents: number;
  eventsAtCentre: number;
  /** Neither finished nor on the staff list nor still good to collect. */
  unaccounted: number;
  bookEqualsShelf: boolean;
};

type Options = {
  hub: HubUnderTest;
  plan: MachinePlan;
  kills: number;
  random: () => number;
  tell: (line: string) => void;
};

const RESOLVE_EVERY = 6; // before every slot of a variant is locked, staff look and unlock

/**
 * Kills the agent with SIGKILL at random moments of a vend, again and again, while the controller lives on
 * in its own process. Everything is then held against what really fell into the tray.
 */
export async function killDuringVends({
  hub,
  plan,
  kills,
  random,
  tell,
}: Options): Promise<KillVendReport> {
  const variants = [...new Set(plan.slots.map(({ variantId }) => variantId))];
  const report = { kills: 0, vendsTried: 0, doubleDispenses: 0, falseOutcomes: 0 };
  const fellFor = new Map<string, number>();

  while (report.kills < kills) {
    const variantId = VariantId.parse(variants[report.kills % variants.length]);
    const issued = await eventually("a code", () =>
      hub.console.issue(MachineId.parse(plan.machineId), variantId),
    );
    await isOnMachine(hub, issued.collectionId);
    const before = (await hub.bench.spiral()).world.dropped.length;

    await vend(hub, issued.code, issued.collectionId, random() * 2.4);
    report.vendsTried += 1;
    await hub.kill("agent");
    report.kills += 1;
    await hub.restart("agent");
    await machineIsStill(hub);

    const fell = (await hub.bench.spiral()).world.dropped.length - before;
    fellFor.set(issued.collectionId, fell);
    if (fell > 1) report.doubleDispenses += 1;
    if (report.kills % RESOLVE_EVERY === 0) await staffLook(hub, fellFor);
    if (report.kills % 20 === 0) tell(`  ${report.kills} kills, ${fellFor.size} vends`);
  }

  await allIsSent(hub);
  const journal = readJournal(hub);
  report.falseOutcomes = journal.outcomes.filter(({ collectionId, kind }) => {
    const fell = fellFor.get(collectionId) ?? 0;
    return (kind === "dispensed" && fell !== 1) || (kind === "not-dispensed" && fell !== 0);
  }).length;
  const unclear = journal.outcomes.filter(({ kind }) => kind === "unclear").length;
  await staffLook(hub, fellFor);
  await allIsSent(hub);
  const world = (await hub.bench.spiral()).world;
  return {
    ...report,
    unclear,
    itemsDropped: world.dropped.length,
    lostEvents: journal.lost,
    eventsAtCentre: journal.atCentre,
    unaccounted: journal.unaccounted,
    bookEqualsShelf: bookEqualsShelf(hub, world.slots),
  };
}

export async function isOnMachine(hub: HubUnderTest, collectionId: string): Promise<void> {
  await eventually("the collection on the machine", async () => {
    const { collections } = await hub.console.live();
    return collections.some(
      (row) => row.collectionId === collectionId && row.state === "on-machine",
    );
  });
}

/** Types the code and presses; comes back after a part of the time a vend takes, whatever has happened by then. */
async function vend(
  hub: HubUnderTest,
  code: string,
  collectionId: string,
  part: number,
): Promise<void> {
  await eventually("the machine online", async () => {
    return (await hub.agent.visitorLive()).vending === "ready";
  });
  const turnId = await hub.agent.beginTurn();
  await hub.agent.visitor("collections/check", { turnId, code });
  const pressed = hub.agent
    .visitor(`collections/${collectionId}/dispense`, { turnId, requestId: crypto.randomUUID() })
    .catch(() => undefined); // killed before it answered
  const vendMs = hub.settings.motorTurnMs + 800;
  await new Promise((resolve) => setTimeout(resolve, part * vendMs));
  void pressed;
}

export async function machineIsStill(hub: HubUnderTest): Promise<void> {
  await eventually("the coil at rest", async () => (await hub.bench.spiral()).turning === null);
}

/** What staff do: open the machine, look, count, and say what they found. They are told nothing by the book. */
export async function staffLook(
  hub: HubUnderTest,
  fellFor: ReadonlyMap<string, number>,
): Promise<void> {
  const attempts = readAttempts(hub);
  const { unresolved } = await hub.agent.staffLive();
  for (const { attemptId, slotId } of unresolved) {
    const { slots } = (await hub.bench.spiral()).world;
    const shelf = slots.find((slot) => slot.slotId === slotId);
    const collectionId = attempts.get(attemptId) ?? "";
    await hub.agent.staff(`attempts/${attemptId}/resolve`, {
      resolution: (fellFor.get(collectionId) ?? 0) > 0 ? "dispensed" : "not-dispensed",
      reason: "looked into the machine",
      secondPin: hub.signIn.colleague?.pin,
      countedStock: shelf?.items.length ?? 0,
    });
  }
}

export async function allIsSent(hub: HubUnderTest): Promise<void> {
  await eventually(
    "an empty outbox",
    async () => (await hub.agent.staffLive()).sync.waiting === 0,
    60_000,
  );
}

function readAttempts(hub: HubUnderTest): Map<string, string> {
  const db = openEdge(hub);
  try {
    return new Map(
      db
        .prepare<[], [string, string]>("select attempt_id, collection_id from attempt")
        .raw()
        .all() as never,
    );
  } finally {
    db.close();
  }
}

export function readJournal(hub: HubUnderTest) {
  const edge = openEdge(hub);
  const centre = new Database(join(hub.dataDir, "centre", "centre.db"), { readonly: true });
  try {
    const outcomes = edge
      .prepare<[], { collectionId: string; kind: string }>(
        "select collection_id as collectionId, outcome_json ->> 'kind' as kind from attempt where outcome_json is not null",
      )
      .all();
    const written = Number(edge.prepare("select sum(last_seq) from stream").pluck().get());
    const atCentre = Number(centre.prepare("select count(*) from inbox").pluck().get());
    const unaccounted = Number(
      edge
        .prepare(
          `select count(*) from collection c where state not in ('dispensed', 'ready', 'no-stock') and not (
             state = 'with-staff' and exists (select 1 from attempt a
               where a.collection_id = c.collection_id and a.resolution is null))`,
        )
        .pluck()
        .get(),
    );
    return { outcomes, lost: written - atCentre, atCentre, unaccounted };
  } finally {
    edge.close();
    centre.close();
  }
}

export function bookEqualsShelf(
  hub: HubUnderTest,
  slots: readonly { slotId: string; items: readonly unknown[] }[],
): boolean {
  const db = openEdge(hub);
  try {
    const book = new Map(
      db.prepare("select slot_id, stock from slot").raw().all() as [string, number][],
    );
    return slots.every(({ slotId, items }) => book.get(slotId) === items.length);
  } finally {
    db.close();
  }
}

function openEdge(hub: HubUnderTest) {
  const folder = join(hub.dataDir, "edge");
  return openAgentDb(folder, openDataKey(folder, undefined));
}
