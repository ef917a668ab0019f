import { CallbackPersonal, EventRow } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";
import { z } from "zod";
import type { SealFields } from "../adapters/seal-fields.ts";

type ToSeal = { stream: string; seq: number; personal: string; row: string };
const Asked = z.object({ callbackId: z.uuid() });

/**
 * Seals what was written by a version that had no key to seal with, before anything is sent. Each is one commit, so that a
 * power cut finds it either in clear, to be sealed, or sealed.
 */
export async function sealWaiting(db: Db, seal: SealFields): Promise<number> {
  const waiting = db
    .prepare<[], ToSeal>(
      `select stream, seq, personal_json as personal, row_json as row
       from to_seal join outbox using (stream, seq)`,
    )
    .all();
  const update = db.prepare("update outbox set row_json = ? where stream = ? and seq = ?");
  const done = db.prepare("delete from to_seal where stream = ? and seq = ?");
  for (const { stream, seq, personal, row } of waiting) {
    const read = EventRow.parse(JSON.parse(row));
    const [type, clock, monotonic, at, payload] = read;
    const { callbackId } = Asked.parse(payload);
    const sealed = await seal(
      { type, id: callbackId },
      CallbackPersonal.parse(JSON.parse(personal)),
    );
    db.transaction(() => {
      update.run(JSON.stringify([type, clock, monotonic, at, payload, sealed]), stream, seq);
      done.run(stream, seq);
    }).immediate();
  }
  return waiting.length;
}
