import { z } from "zod";
import type { Adapter, Device, Outcome } from "./adapter.ts";
import type { Book } from "./book.ts";

/** What was seen of one attempt's go, with how much had left the machine until then. */
type Go = { attemptId: string; deliveredBefore: number };

const AttemptRow = z.object({
  attempt_id: z.string(),
  collection_id: z.string(),
  slot_id: z.string(),
  variant_id: z.string(),
  outcome_json: z.string().nullable(),
  resolution: z.string().nullable(),
  answer: z.string().nullable(),
});
const SlotRow = z.object({
  slot_id: z.string(),
  selection: z.number(),
  stock: z.number(),
  lock_reason: z.string().nullable(),
  variant_id: z.string(),
});

export type Ledger = ReturnType<typeof createLedger>;

/** Watches the wire and the machine's inside beside the book, and writes down every promise that is broken. */
export function createLedger(adapter: Adapter, outcome: Outcome, device: Device) {
  const goes: Go[] = [];
  const violations: string[] = [];
  const broken = (what: string) => void violations.push(what);

  /** A go is about to touch the wire. */
  function written(bytes: Uint8Array, book: Book): void {
    const selection = adapter.goOf(bytes);
    if (selection === undefined) return;
    const open = book.durablyOpen().find((attempt) => attempt.selection === selection);
    if (open === undefined || book.db.inTransaction) {
      broken(`V2 a go for selection ${selection} left before its attempt was durable`);
    }
    const attemptId = open?.attempt_id ?? "none";
    if (goes.some((go) => go.attemptId === attemptId)) broken("V3 a second go for one attempt");
    const { attempts, slots } = look(book);
    const mine = attempts.filter(({ collection_id }) => collection_id === open?.collection_id);
    if (mine.some((row) => kindOf(row) === "unclear" && row.resolution === null)) {
      broken("V3 a go after an unclear outcome that nobody resolved");
    }
    const slot = slots.find((candidate) => candidate.selection === selection);
    if (!slot || slot.stock < 1 || slot.lock_reason !== null) {
      broken(`V6 a go to a slot with ${slot?.stock} by the book, lock ${slot?.lock_reason}`);
    }
    const attempt = attempts.find((row) => row.attempt_id === attemptId);
    if (attempt && attempt.variant_id !== slot?.variant_id) broken("V7 another variant was given");
    goes.push({ attemptId, deliveredBefore: device.delivered() });
  }

  /** What is true whenever nothing is open, even while a coil still turns. */
  function checkAtRest(book: Book, onStaffList: readonly string[]): void {
    if (device.delivered() > 1) broken(`V1 ${device.delivered()} items left for one collection`);
    const { attempts, collection } = look(book);
    if (attempts.some((row) => row.outcome_json === null)) broken("V4 an attempt is still open");
    if (collection === "in-progress") broken("V4 the collection is still in progress");
    const unclear = attempts.filter((row) => kindOf(row) === "unclear" && row.resolution === null);
    for (const row of unclear) {
      if (!onStaffList.includes(row.attempt_id)) broken("V4 an unclear attempt is on no list");
    }
    if (collection === "with-staff" && unclear.length === 0) {
      broken("V20 a collection is with staff, who have nothing to resolve");
    }
    for (const row of attempts) checkOutcome(row);
  }

  /** Once nothing moves any more: an item on its way out is in nobody's book. */
  function checkBook(book: Book, onStaffList: readonly string[]): void {
    const { attempts, slots } = look(book);
    for (const { slot_id, stock } of slots) {
      const listed = attempts.filter(
        (row) => row.slot_id === slot_id && onStaffList.includes(row.attempt_id),
      ).length;
      const mayBeOff = listed + (outcome.sensorLies ? 1 : 0);
      const off = Math.abs(stock - device.inside(slot_id));
      if (off > mayBeOff) {
        broken(`V5 ${slot_id}: ${stock} by the book, ${device.inside(slot_id)} inside`);
      }
      if (stock < 0) broken(`V6 ${slot_id}: stock below zero`);
    }
  }

  function checkOutcome(row: z.infer<typeof AttemptRow>): void {
    const kind = kindOf(row);
    const left = leftBy(row.attempt_id);
    if (kind === "not-dispensed" && left > 0) {
      broken(`FALSE ${row.outcome_json} of an item that left`);
    }
    const confirmed = row.outcome_json?.includes('"confirmed"');
    if (kind === "dispensed" && confirmed && left === 0 && !outcome.sensorLies) {
      broken(`FALSE ${row.outcome_json} of an item that never left`);
    }
  }

  /** How many items left between this attempt's go and the next one. */
  function leftBy(attemptId: string): number {
    const first = goes.findIndex((go) => go.attemptId === attemptId);
    const until = goes.find((go, at) => at > first && go.attemptId !== attemptId);
    const before = goes[first]?.deliveredBefore;
    return before === undefined ? 0 : (until?.deliveredBefore ?? device.delivered()) - before;
  }

  /** After staff told the truth about everything, the book is exact. */
  function checkExact(book: Book): void {
    for (const { slot_id, stock } of look(book).slots) {
      const inside = device.inside(slot_id);
      if (stock !== inside && !outcome.sensorLies) {
        broken(`V5 ${slot_id}: ${stock} by the book after staff counted, ${inside} inside`);
      }
    }
  }

  return { violations, broken, written, checkAtRest, checkBook, checkExact, leftBy };
}

export function look({ db }: Book) {
  const attempts = AttemptRow.array().parse(db.prepare("select * from attempt").all());
  const slots = SlotRow.array().parse(db.prepare("select * from slot order by slot_id").all());
  const collection = String(db.prepare("select state from collection").pluck().get());
  return { attempts, slots, collection };
}

export function kindOf({ outcome_json }: { outcome_json: string | null }): string | undefined {
  if (outcome_json === null) return undefined;
  return z.object({ kind: z.string() }).parse(JSON.parse(outcome_json)).kind;
}
