import type { HeldMessage } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type MessageStore = ReturnType<typeof createMessageStore>;
export type Held = Pick<HeldMessage, "messageId" | "text" | "expiresAt">;

/** A few words for one person, found by the hash of the word they were given. */
export function createMessageStore(db: Db) {
  const upsert = db.prepare(`
    insert into held_message (message_id, word_hash, body, expires_at)
    values (:messageId, :wordHash, :text, :expiresAt)
    on conflict (message_id) do update set word_hash = :wordHash, body = :text, expires_at = :expiresAt`);
  const remove = db.prepare("delete from held_message where message_id = ?");
  const removeExpired = db.prepare("delete from held_message where expires_at <= ?");
  const selectIds = db.prepare<[], string>("select message_id from held_message").pluck();
  const select = db.prepare<[string, string], Held>(
    `select message_id as messageId, body as text, expires_at as expiresAt from held_message
     where word_hash = ? and expires_at > ? order by expires_at`,
  );

  return {
    set(message: HeldMessage): void {
      upsert.run(message);
    },
    takeBack(messageId: string): void {
      remove.run(messageId);
    },
    forWord: (wordHash: string, now: string): Held[] => select.all(wordHash, now),
    forgetExpired(now: string): void {
      removeExpired.run(now);
    },
    keepOnly(named: ReadonlySet<string>): void {
      for (const messageId of selectIds.all()) if (!named.has(messageId)) remove.run(messageId);
    },
  };
}
