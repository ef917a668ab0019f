import type { Database } from "../../sync-server/src/db/sql.ts";
import { type BatchCentre, startBatchCentre } from "./batch-centre.ts";
import { readRecord } from "./batch-record.ts";
import { createWriter, type Sent } from "./batch-writer.ts";
import { createChance } from "./chance.ts";

type Options = {
  batches: number;
  seed: number;
  database?: Database;
  tell?: (line: string) => void;
};

const IN_A_BURST = 6;

/**
 * Batches that were spoilt in every way we could think of, with good ones among them, at the centre's intake: most are
 * spoilt after one sealing, or go in without an envelope, as sealing each of a million would take the day.
 */
export async function fuzzBatches({ batches, seed, database, tell = () => {} }: Options) {
  const chance = createChance(seed);
  const centre = await startBatchCentre(database);
  const uncaught: string[] = [];
  const onUncaught = (error: unknown) => void uncaught.push(String(error));
  process.on("unhandledRejection", onUncaught);
  process.on("uncaughtException", onUncaught);
  try {
    const writer = await createWriter(centre, chance);
    const faults: string[] = [];
    const refusedBy = new Map<string, number>();
    let tried = 0;
    for (let burst = 0; tried < batches; burst += 1) {
      const sent = await writer.burst(1 + chance.below(IN_A_BURST));
      tried += sent.length;
      for (const { to, bytes, voice } of sent) centre.hear(to, bytes, voice);
      judge(sent, await centre.outcome(), faults, refusedBy);
      if (burst % 20_000 === 0)
        tell(`${tried.toLocaleString("en")} batches, ${faults.length} faults`);
      if (faults.length > 20) break;
    }
    const record = await readRecord(centre, writer.said());
    return {
      ...{ seed, batches: tried, layers: writer.layers },
      refused: Object.fromEntries([...refusedBy].toSorted(([, a], [, b]) => b - a)),
      deadLetters: record.letters,
      crashes: uncaught.length,
      goodRows: record.goodRows,
      oddRows: record.oddRows,
      badRows: record.badRows,
      visits: record.visits,
      faults: [...faults, ...uncaught, ...record.faults],
    };
  } finally {
    process.off("unhandledRejection", onUncaught);
    process.off("uncaughtException", onUncaught);
    await centre.close();
  }
}

type Outcome = Awaited<ReturnType<BatchCentre["outcome"]>>;

/** Every batch of a burst has its answer, and there is no other answer. */
function judge(
  sent: Sent[],
  outcome: Outcome,
  faults: string[],
  refusedBy: Map<string, number>,
): void {
  const expected = (kind: Sent["becomes"]) => sent.filter(({ becomes }) => becomes === kind).length;
  const answered = (kind: string) =>
    outcome.answers.filter(({ frame }) => frame.kind === kind).length;
  const came = {
    refused: outcome.refusals.length,
    "say-hello": answered("say-hello"),
    ack: answered("ack"),
  };
  for (const kind of ["refused", "say-hello", "ack"] as const) {
    if (came[kind] !== expected(kind)) {
      faults.push(
        `${expected(kind)} should be ${kind}, ${came[kind]} were: ${describe(sent)} → ${JSON.stringify(outcome.refusals)}`,
      );
    }
  }
  const allowed = new Set(sent.flatMap(({ whys = [] }) => whys));
  for (const why of outcome.refusals) {
    refusedBy.set(why, (refusedBy.get(why) ?? 0) + 1);
    if (!allowed.has(why)) faults.push(`refused for ${why}: ${describe(sent)}`);
  }
  if (came["say-hello"] > 0)
    refusedBy.set("say hello first", (refusedBy.get("say hello first") ?? 0) + came["say-hello"]);
  for (const failure of outcome.failures)
    faults.push(`the centre failed: ${JSON.stringify(failure)}`);
}

const describe = (sent: Sent[]) =>
  sent.map(({ to, becomes, whys }) => `${to} ${becomes} ${whys ?? ""}`).join(", ");
