import { ContentPack } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type ContentStore = ReturnType<typeof createContentStore>;

/** Words and questions as the centre last sent them: one of each pack. Whether one may be shown is for its reader to judge. */
export function createContentStore(db: Db) {
  const upsert = db.prepare(`
    insert into content_pack (pack_id, pack_json) values (?, ?)
    on conflict (pack_id) do update set pack_json = excluded.pack_json`);
  const select = db
    .prepare<[string], string>("select pack_json from content_pack where pack_id = ?")
    .pluck();
  const selectIds = db.prepare<[], string>("select pack_id from content_pack").pluck();
  const remove = db.prepare("delete from content_pack where pack_id = ?");

  return {
    set(pack: ContentPack): void {
      upsert.run(pack.packId, JSON.stringify(pack));
    },
    find(packId: string): ContentPack | undefined {
      const json = select.get(packId);
      return json === undefined ? undefined : ContentPack.parse(JSON.parse(json));
    },
    keepOnly(named: ReadonlySet<string>): void {
      for (const packId of selectIds.all()) if (!named.has(packId)) remove.run(packId);
    },
  };
}
