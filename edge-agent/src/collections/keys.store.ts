import { CollectionKeys } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type KeysStore = ReturnType<typeof createKeysStore>;

/** What this device needs to judge a code or a QR by itself. */
export function createKeysStore(db: Db) {
  const upsert = db.prepare(
    "insert into collection_keys (only_row, keys_json) values (1, ?) on conflict (only_row) do update set keys_json = excluded.keys_json",
  );
  const select = db.prepare<[], string>("select keys_json from collection_keys").pluck();

  return {
    set(keys: CollectionKeys): void {
      upsert.run(JSON.stringify(keys));
    },
    find(): CollectionKeys | undefined {
      const json = select.get();
      return json === undefined ? undefined : CollectionKeys.parse(JSON.parse(json));
    },
  };
}
