import type { ContentPack, FeedItem } from "@drop-in/contracts";
import type { CatalogueBook } from "../catalogue/read-catalogue.ts";
import type { Stores, Transact } from "../stores.ts";

export type Content = { book: CatalogueBook; packs: readonly ContentPack[] };
type Published = { name: string; version: string; item: FeedItem };

/** All that every device is told alike. */
export function contentItems({ book, packs }: Content): Published[] {
  const { catalogue } = book;
  return [
    {
      ...{ name: "catalogue", version: catalogue.version },
      item: { type: "catalogue.set", catalogue },
    },
    ...packs.map((pack): Published => {
      const { packId, version } = pack;
      return { name: `pack ${packId}`, version, item: { type: "content.set", pack } };
    }),
  ];
}

/** Sends what has changed to every device there is; new ones get it with their first hello. */
export async function publish(transact: Transact, content: Content): Promise<void> {
  for (const { name, version, item } of contentItems(content)) {
    await transact(async ({ published, feed }: Stores) => {
      if ((await published.lock(name)) === version) return;
      await feed.addToAll(item);
      await published.set(name, version);
    });
  }
}
