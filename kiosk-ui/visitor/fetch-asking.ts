import type { Language } from "@drop-in/contracts";
import type { Asking } from "./asking/asking.ts";

/**
 * What asks questions, fetched apart from the first screen so that this stands early. Null until it is here; where it cannot be had
 * the agent is away, and the next who wants it tries again.
 */
export function createAskingShelf(load: () => Promise<{ asking: Asking }>) {
  let asking: Asking | null = null;
  let loading: Promise<void> | null = null;

  async function fetchOnce(): Promise<void> {
    asking = (await load()).asking;
  }

  return {
    now: (): Asking | null => asking,
    /** With its words in this language, as far as they can be had. */
    async fetch(language: Language): Promise<void> {
      loading ??= fetchOnce().catch(() => {
        loading = null;
      });
      await loading;
      await asking?.loadJourneyWords(language).catch(() => {});
    },
  };
}
