import type { Changes, Transact } from "@drop-in/foundation";
import type { Authorities } from "./adapters/authorities.ts";
import type { SealFields } from "./adapters/seal-fields.ts";
import type { Stores } from "./agent-stores.ts";
import type { BelievedTime } from "./collections/lease.rules.ts";
import { visitorContent } from "./content/content.rules.ts";
import { createTryGate } from "./limits/try-gate.ts";
import type { RecordEvent } from "./outbox/record-event.ts";
import { createSubmissionService } from "./submissions/submission.service.ts";
import { createWordService } from "./words/word.service.ts";

type Parts = Authorities & {
  stores: Stores;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  seal: SealFields;
  connected: () => boolean;
  heardAt: () => string | null;
  trueTime: () => BelievedTime;
};

/** What people are asked here, what they send, and what they find again by their word. */
export function createSent(parts: Parts) {
  const { stores, trueTime, transact, clock } = parts;
  const { limits, submissions } = stores;
  return {
    submissions: createSubmissionService({ ...parts, submissions }),
    words: createWordService({
      ...{ ...parts, ...stores, now: () => trueTime().at },
      gate: createTryGate({ what: "word", limits, transact, clock }),
    }),
    content: () => visitorContent(stores.content.find("safety-screen"), trueTime().at),
  };
}
