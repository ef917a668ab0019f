import { SubmissionId, SubmissionKind, Ticket } from "@drop-in/contracts";
import type { Db } from "@drop-in/foundation";

export type Sent = { submissionId: SubmissionId; ticket: Ticket | null };
type New = Sent & {
  requestId: string;
  kind: SubmissionKind;
  sentAt: string;
  wordHash: string | null;
};
export type SubmissionStore = ReturnType<typeof createSubmissionStore>;

type Row = { submissionId: string; ticketJson: string | null };

/** That something was sent. What was said never enters this table. */
export function createSubmissionStore(db: Db) {
  const insert = db.prepare(`
    insert into submission (submission_id, request_id, kind, ticket_json, sent_at, word_hash)
    values (:submissionId, :requestId, :kind, :ticketJson, :sentAt, :wordHash)`);
  const columns = "submission_id as submissionId, ticket_json as ticketJson";
  const selectByRequest = db.prepare<[string], Row>(
    `select ${columns} from submission where request_id = ?`,
  );
  const selectOne = db.prepare<[string], Row>(
    `select ${columns} from submission where submission_id = ?`,
  );

  const selectByWord = db.prepare<[string], { kind: string; sentAt: string }>(
    "select kind, sent_at as sentAt from submission where word_hash = ? order by sent_at desc",
  );

  return {
    add({ ticket, ...sent }: New): void {
      insert.run({ ...sent, ticketJson: ticket && JSON.stringify(ticket) });
    },
    byRequest: (requestId: string): Sent | undefined => maybe(selectByRequest.get(requestId)),
    /** What was sent from here under this word. */
    byWord(wordHash: string): { kind: SubmissionKind; sentAt: string } | undefined {
      const row = selectByWord.get(wordHash);
      return row && { kind: SubmissionKind.parse(row.kind), sentAt: row.sentAt };
    },
    find: (submissionId: SubmissionId): Sent | undefined => maybe(selectOne.get(submissionId)),
  };
}

function maybe(row: Row | undefined): Sent | undefined {
  return (
    row && {
      submissionId: SubmissionId.parse(row.submissionId),
      ticket: row.ticketJson === null ? null : Ticket.parse(JSON.parse(row.ticketJson)),
    }
  );
}
