import type { Changes, Transact } from "@drop-in/foundation";
import type { Authorities } from "./adapters/authorities.ts";
import { randomId } from "./adapters/chance.ts";
import type { SealFields } from "./adapters/seal-fields.ts";
import type { Stores } from "./agent-stores.ts";
import { createCallbackService } from "./callbacks/callback.service.ts";
import type { BelievedTime } from "./collections/lease.rules.ts";
import { activitiesIn, visitorContent } from "./content/content.rules.ts";
import { createEqualityService } from "./equality/equality.service.ts";
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
  timeZone: string;
  /** Of the site, YYYY-MM-DD. */
  today: () => string;
  promiseHours: () => number;
};

/** What people are asked here, what they send, and what they find again by their word. */
export function createSent(parts: Parts) {
  const { stores, trueTime, transact, clock } = parts;
  const { limits, submissions } = stores;
  const pack = stores.content.find;
  const now = () => trueTime().at;
  /** One for every kind of word: who guesses is slowed down wherever they guess. */
  const gate = createTryGate({ what: "word", limits, transact, clock });
  return {
    callbacks: createCallbackService({ ...parts, callbacks: stores.callbacks, gate }),
    submissions: createSubmissionService({ ...parts, submissions }),
    words: createWordService({ ...parts, ...stores, now, gate }),
    equality: createEqualityService({ ...parts, equality: stores.equality, now, randomId }),
    content: () => {
      const packs = { safety: pack("safety-screen"), activities: pack("activities") };
      return visitorContent(packs, now());
    },
    activities: () => activitiesIn(pack("activities"), now()),
  };
}
