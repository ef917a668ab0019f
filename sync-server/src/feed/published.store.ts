import type { Db } from "@drop-in/foundation";

/** Which version of a content every admitted device has been sent. */
export function createPublishedStore(db: Db) {
  const select = db
    .prepare<[string], string>("select version from published where content = ?")
    .pluck();
  const upsert = db.prepare(
    "insert into published (content, version) values (?, ?) on conflict (content) do update set version = excluded.version",
  );
  return {
    version: (content: "catalogue"): string | undefined => select.get(content),
    set(content: "catalogue", version: string): void {
      upsert.run(content, version);
    },
  };
}
