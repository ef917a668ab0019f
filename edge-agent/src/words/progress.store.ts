import { HeldProgress } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type ProgressStore = ReturnType<typeof createProgressStore>;

/** How far things are that people sent, as the centre last said; found by the hash of a word. */
export function createProgressStore(db: Db) {
  const upsert = db.prepare(`
    insert into held_progress (submission_id, word_hash, progress_json, expires_at)
    values (:submissionId, :wordHash, :json, :expiresAt)
    on conflict (submission_id) do update set word_hash = :wordHash, progress_json = :json,
      expires_at = :expiresAt`);
  const select = db
    .prepare<[string, string], string>(
      `select progress_json from held_progress where word_hash = ? and expires_at > ?
       order by submission_id desc limit 1`,
    )
    .pluck();
  const removeExpired = db.prepare("delete from held_progress where expires_at <= ?");
  const selectIds = db.prepare<[], string>("select submission_id from held_progress").pluck();
  const remove = db.prepare("delete from held_progress where submission_id = ?");

  return {
    set(progress: HeldProgress): void {
      const { submissionId, wordHash, expiresAt } = progress;
      upsert.run({ submissionId, wordHash, expiresAt, json: JSON.stringify(progress) });
    },
    forWord(wordHash: string, now: string): HeldProgress | undefined {
      const json = select.get(wordHash, now);
      return json === undefined ? undefined : HeldProgress.parse(JSON.parse(json));
    },
    forgetExpired(now: string): void {
      removeExpired.run(now);
    },
    keepOnly(named: ReadonlySet<string>): void {
      for (const id of selectIds.all()) if (!named.has(id)) remove.run(id);
    },
  };
}
