import type { RecallStore, RecallWord } from "./recall.store.ts";

/** What a batch says of recalls: the last word of each device counts. */
export function foldRecalls(recalls: RecallStore) {
  const words = new Map<string, RecallWord>();

  return {
    applied(word: RecallWord): void {
      words.set(`${word.recallId} ${word.deviceId}`, word);
    },
    async save(): Promise<void> {
      if (words.size > 0) await recalls.heard([...words.values()]);
    },
  };
}
