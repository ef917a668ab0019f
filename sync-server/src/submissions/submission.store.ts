import {
  type DeviceId,
  HeldMessage,
  HeldProgress,
  Language,
  Sealed,
  type StaffId,
  SubmissionId,
  SubmissionKind,
  SubmissionState,
  Ticket,
} from "@drop-in/contracts";
import { z } from "zod";
import type { Sql } from "../db/sql.ts";

export type SubmissionStore = ReturnType<typeof createSubmissionStore>;

const json = z.string().transform((text): unknown => JSON.parse(text));
const Kept = z.object({
  submissionId: SubmissionId,
  deviceId: z.string(),
  siteName: z.string(),
  kind: SubmissionKind,
  ticket: json.pipe(Ticket).nullable(),
  language: Language,
  sentAt: z.string(),
  state: SubmissionState,
  messageUntil: z.string().nullable(),
  sealed: Sealed,
});
export type KeptSubmission = z.infer<typeof Kept>;
const Step = z.object({ state: SubmissionState, at: z.string() });
export type SubmissionStep = z.infer<typeof Step>;

export type ArrivedSubmission = {
  submissionId: SubmissionId;
  deviceId: DeviceId;
  kind: SubmissionKind;
  ticket: Ticket | null;
  language: Language;
  sealed: Sealed;
  sentAt: string;
  receivedAt: string;
};
type Move = { submissionId: SubmissionId; state: SubmissionState; staffId: StaffId; at: string };
type Written = HeldMessage & { submissionId: SubmissionId; staffId: StaffId; at: string };

const columns = `submission_id as "submissionId", device_id as "deviceId", site_name as "siteName",
  kind, ticket_json as ticket, language, sent_at as "sentAt", state, sealed,
  (select max(expires_at) from held_message m where m.submission_id = submission.submission_id)
    as "messageUntil"
  from submission join device using (device_id)`;
const heldProgress = `select progress_json as progress from held_progress
  where expires_at > :now order by submission_id`;
const heldMessages = `select message_id as "messageId", word_hash as "wordHash", body as text,
  expires_at as "expiresAt" from held_message where expires_at > :now order by message_id`;

/** What people have sent, and what was answered. All that they said lies sealed. */
export function createSubmissionStore(sql: Sql) {
  return {
    async add(submissions: readonly ArrivedSubmission[]): Promise<void> {
      await sql.insertMany({
        into: "submission",
        columns: {
          ...{ submission_id: "text", device_id: "text", kind: "text", ticket_json: "text" },
          ...{ language: "text", sealed: "text", sent_at: "text", received_at: "text" },
        },
        rows: submissions.map(({ ticket, ...one }) => [
          ...[one.submissionId, one.deviceId, one.kind, ticket && JSON.stringify(ticket)],
          ...[one.language, one.sealed, one.sentAt, one.receivedAt],
        ]),
        onConflict: "on conflict do nothing",
      });
    },
    async find(submissionId: SubmissionId): Promise<KeptSubmission | undefined> {
      const text = `select ${columns} where submission_id = :submissionId`;
      return Kept.optional().parse(await sql.get(text, { submissionId }));
    },
    /** Held until the transaction ends. */
    async lock(submissionId: SubmissionId): Promise<SubmissionState | undefined> {
      const row = await sql.get(
        "select state from submission where submission_id = :submissionId for update",
        { submissionId },
      );
      return z.object({ state: SubmissionState }).optional().parse(row)?.state;
    },
    async move({ submissionId, state, staffId, at }: Move): Promise<void> {
      await sql.run(
        "update submission set state = :state, changed_at = :at where submission_id = :submissionId",
        { submissionId, state, at },
      );
      await sql.run(
        `insert into submission_step (submission_id, state, staff_id, at)
         values (:submissionId, :state, :staffId, :at)`,
        { submissionId, state, staffId, at },
      );
    },
    /** In the order in which they happened. */
    async steps(submissionId: SubmissionId): Promise<SubmissionStep[]> {
      const rows = await sql.all(
        "select state, at from submission_step where submission_id = :submissionId order by at",
        { submissionId },
      );
      return rows.map((row) => Step.parse(row));
    },
    /** Those nobody has dealt with first, the oldest of them at the top. */
    async list(limit: number): Promise<KeptSubmission[]> {
      const rows = await sql.all(
        `select ${columns} order by case when state = 'closed' then 1 else 0 end,
           case when state = 'closed' then '' else sent_at end, sent_at desc, submission_id limit :limit`,
        { limit },
      );
      return rows.map((row) => Kept.parse(row));
    },
    async countNew(): Promise<number> {
      const row = await sql.get("select count(*) as count from submission where state = 'new'", {});
      return z.object({ count: z.number() }).parse(row).count;
    },
    async hold(progress: HeldProgress): Promise<void> {
      await sql.run(
        `insert into held_progress (submission_id, progress_json, expires_at)
         values (:submissionId, :json, :expiresAt)
         on conflict (submission_id) do update set progress_json = excluded.progress_json,
           expires_at = excluded.expires_at`,
        {
          ...{ submissionId: progress.submissionId, expiresAt: progress.expiresAt },
          json: JSON.stringify(progress),
        },
      );
    },
    async write(message: Written): Promise<void> {
      const { text: body, ...rest } = message;
      await sql.run(
        `insert into held_message (message_id, submission_id, word_hash, body, expires_at,
           written_by, written_at)
         values (:messageId, :submissionId, :wordHash, :body, :expiresAt, :staffId, :at)
         on conflict do nothing`,
        { ...rest, body },
      );
    },
    /** What every device keeps for people who come and ask. */
    async held(now: string): Promise<{ progress: HeldProgress[]; messages: HeldMessage[] }> {
      const progress = await sql.all(heldProgress, { now });
      const messages = await sql.all(heldMessages, { now });
      return {
        progress: progress.map(
          (row) => z.object({ progress: json.pipe(HeldProgress) }).parse(row).progress,
        ),
        messages: messages.map((row) => HeldMessage.parse(row)),
      };
    },
  };
}
