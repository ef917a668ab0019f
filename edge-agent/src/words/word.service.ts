import { type Ticket, type WordFound, wordSalt, wordText } from "@drop-in/contracts";
import type { HashSecret } from "../adapters/chance.ts";
import type { TryGate } from "../limits/try-gate.ts";
import type { MessageStore } from "../messages/message.store.ts";
import type { SubmissionStore } from "../submissions/submission.store.ts";
import type { ProgressStore } from "./progress.store.ts";

export type WordService = ReturnType<typeof createWordService>;

type Parts = {
  messages: MessageStore;
  progress: ProgressStore;
  submissions: SubmissionStore;
  hashSecret: HashSecret;
  gate: TryGate;
  now: () => Date;
  /** When the centre was last heard here. */
  heardAt: () => string | null;
};
type Found = Extract<WordFound, { kind: "found" }>;

/** What waits under the word on somebody's paper, wherever they were given it. */
export function createWordService(parts: Parts) {
  const { messages, progress, submissions } = parts;

  async function look(word: Ticket): Promise<Found | undefined> {
    const hash = await parts.hashSecret(wordText(word), wordSalt);
    const now = parts.now().toISOString();
    const held = progress.forWord(hash, now);
    const sent = submissions.byWord(hash);
    const kept = messages.forWord(hash, now);
    if (!held && !sent && kept.length === 0) return undefined;
    // Sent from this very box, and the centre has said nothing of it yet.
    const own = sent && { kind: sent.kind, steps: [{ state: "new" as const, at: sent.sentAt }] };
    return {
      kind: "found",
      messages: kept,
      progress: held ? { kind: held.kind, steps: held.steps } : (own ?? null),
      asOf: parts.heardAt(),
    };
  }

  return {
    async find(word: Ticket): Promise<WordFound> {
      const tried = await parts.gate.try(() => look(word));
      if (tried.kind === "right") return tried.found;
      return tried.kind === "wait" ? tried : { kind: "none" };
    },
  };
}
