import { CallbackId, Epoch, Sealed, streams } from "@drop-in/contracts";
import { z } from "zod";
import { readRow } from "../../sync-server/src/ingest/ingest.rules.ts";
import type { BusCentre } from "./bus-centre.ts";
import { bus } from "./bus-keys.ts";
import type { Ledger } from "./bus-ledger.ts";

const text = z.string();
const Row = z.object({ stream: text, seq: z.number(), json: text });
const Some = z.record(text, z.unknown());
const Call = z.object({
  ...{ id: CallbackId, state: text, pressedAt: text, triageDueAt: text, dueAt: text },
  sealed: Sealed.nullable(),
});
type Call = z.infer<typeof Call>;

/** What the centre's record says of the day, and what its inbox holds, in order, with the times it gives to each. */
export async function readRecord({ database, stores }: BusCentre) {
  const all = async (what: string) => (await database.all(what)).map((row) => Some.parse(row));
  const inbox = await all(`select stream, seq, row_json as json from inbox join lane using (lane_id)
    order by stream, seq`);
  const rows = inbox.map((row) => Row.parse(row));
  const { epoch } = z
    .object({ epoch: Epoch })
    .parse(await database.get("select epoch from device"));
  const clocks = await stores.clocks.of(bus, epoch);
  const callbacks = await all(`select callback_id as id, state, pressed_at as "pressedAt", sealed,
    triage_due_at as "triageDueAt", due_at as "dueAt" from callback`);
  return {
    events: rows.flatMap(({ json }) => {
      const read = readRow(JSON.parse(json), bus, clocks);
      return read.kind === "event" ? [read.event] : [];
    }),
    numbers: streams.map((stream) =>
      rows.filter((row) => row.stream === stream).map(({ seq }) => seq),
    ),
    letters: await all("select seq, why from dead_letter"),
    lost: await all("select * from lost_range"),
    visits: await all("select visit_id as id, state from visit"),
    vends: await all("select attempt_id as id, outcome, resolution from attempt"),
    collections: await all("select state, count(*) as n from collection group by state"),
    help: await all("select help_id as id, answered_at is not null as answered from help"),
    slots: await all(`select slot_id as "slotId", stock from slot order by slot_id`),
    callbacks: callbacks.map((row) => Call.parse(row)),
  };
}

/** Numbers of people: which lie readable in the box, and which the centre can open for who will call. */
export async function whoCanBeRead(
  { callbacks }: Ledger,
  image: Buffer,
  centre: BusCentre,
  recorded: readonly Call[],
) {
  const given = [...callbacks.values()].flatMap(({ number }) => number ?? []);
  const digits = (number: string) => number.replaceAll(" ", "").slice(1);
  const opened: (string | null)[] = [];
  for (const { id: callbackId, sealed } of recorded) {
    if (sealed) opened.push(await centre.openPhone({ deviceId: bus, callbackId, sealed }));
  }
  return {
    onTheBox: given.filter((number) => image.includes(number) || image.includes(digits(number))),
    given: given.map((number) => `+44${digits(number)}`).sort(),
    opened: opened.sort(),
  };
}
