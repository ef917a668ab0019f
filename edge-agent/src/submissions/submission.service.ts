import {
  hasWord,
  type Language,
  type Said,
  type SentSubmission,
  SubmissionId,
  type SubmissionKind,
  submissionTicket,
  wordSalt,
  wordText,
} from "@drop-in/contracts";
import type { Changes, NewId, Transact } from "@drop-in/foundation";
import type { HashSecret } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import type { SealFields } from "../adapters/seal-fields.ts";
import { AgentError } from "../agent-error.ts";
import { toE164 } from "../callbacks/phone.rules.ts";
import type { RecordEvent } from "../outbox/record-event.ts";
import type { Sent, SubmissionStore } from "./submission.store.ts";

export type SubmissionService = ReturnType<typeof createSubmissionService>;

type Parts = {
  submissions: SubmissionStore;
  record: RecordEvent;
  transact: Transact;
  changes: Changes;
  clock: Clock;
  newId: NewId;
  connected: () => boolean;
  seal: SealFields;
  hashSecret: HashSecret;
};
type Sending = { requestId: string; kind: SubmissionKind; language: Language; said: Said };

/** What somebody sends at the end of a journey: sealed to the centre before it is written anywhere. */
export function createSubmissionService(parts: Parts) {
  const { submissions, record, transact, changes, clock, newId } = parts;

  /** Idempotent by request. From then on this device cannot read what was said. */
  async function send({ requestId, kind, language, said }: Sending): Promise<SentSubmission> {
    const known = submissions.byRequest(requestId);
    if (known) return told(known);
    const submissionId = SubmissionId.parse(newId());
    const type = "submission.sent.v1";
    const sealed = await parts.seal({ type, id: submissionId }, reachable(said));
    const ticket = hasWord(kind) ? submissionTicket(submissionId) : null;
    const wordHash = ticket && (await parts.hashSecret(wordText(ticket), wordSalt));
    const sent = transact(() => {
      const meanwhile = submissions.byRequest(requestId);
      if (meanwhile) return meanwhile;
      const now = clock.now();
      const sentAt = now.toISOString();
      submissions.add({ submissionId, requestId, kind, ticket, wordHash, sentAt });
      record({ type, payload: { submissionId, kind, ticket, language }, sealed }, now);
      return { submissionId, ticket };
    });
    changes.announce();
    return told(sent);
  }

  function told(sent: Sent): SentSubmission {
    return { ...sent, connected: parts.connected() };
  }

  return {
    send,
    find(submissionId: SubmissionId): Sent {
      const sent = submissions.find(submissionId);
      if (!sent) throw new AgentError("not-found", "Nothing was sent under this id here.");
      return sent;
    },
  };
}

/** With a number that can be rung, or refused while the person is still there to put it right. */
function reachable(said: Said): Said {
  if (said.phone === undefined) return said;
  const phone = toE164(said.phone);
  if (phone === undefined) throw new AgentError("phone-not-possible", "No phone has this number.");
  return { ...said, phone };
}
