import {
  type AnswerSubmission,
  type HeldProgress,
  type MoveSubmission,
  type StaffId,
  type SubmissionId,
  type SubmissionOpened,
  type SubmissionRow,
  wordSalt,
  wordText,
} from "@drop-in/contracts";
import type { Changes, Log } from "@drop-in/foundation";
import type { Chance } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import type { FeedService } from "../feed/feed.service.ts";
import type { Stores, Transact } from "../stores.ts";
import type { OpenSaid } from "./open-said.ts";
import type { KeptSubmission } from "./submission.store.ts";

export type SubmissionService = ReturnType<typeof createSubmissionService>;

type Parts = {
  stores: Stores;
  transact: Transact;
  feed: Pick<FeedService, "pushAll">;
  openSaid: OpenSaid;
  hashForDevice: (secret: string, saltHex: string) => Promise<string>;
  chance: Pick<Chance, "newId">;
  changes: Changes;
  clock: Clock;
  log: Log;
};

const LISTED = 200;
const DAY_MS = 24 * 3_600_000;
const PROGRESS_DAYS = 180; // as long as a referral may take

/** What people sent: read by who may, moved on, and answered under the word its sender has. */
export function createSubmissionService(parts: Parts) {
  const { stores, transact, feed, hashForDevice, clock, log } = parts;
  const inDays = (days: number) => new Date(clock().getTime() + days * DAY_MS).toISOString();

  async function open(submissionId: SubmissionId): Promise<SubmissionOpened> {
    const kept = await existing(submissionId);
    log.info({ event: "submission.opened", submissionId });
    return { row: rowOf(kept), said: await parts.openSaid(kept) };
  }

  /** Every step is kept with who and when, and told wherever its word may be asked for. */
  async function move(
    submissionId: SubmissionId,
    { state }: MoveSubmission,
    staffId: StaffId,
  ): Promise<void> {
    const { ticket, kind, sentAt } = await existing(submissionId);
    const wordHash = ticket && (await hashForDevice(wordText(ticket), wordSalt));
    await transact(async ({ submissions, feed: items }) => {
      const before = await submissions.lock(submissionId);
      if (before === state) return;
      await submissions.move({ submissionId, state, staffId, at: clock().toISOString() });
      if (wordHash === null) return;
      const progress: HeldProgress = {
        ...{ submissionId, wordHash, kind, expiresAt: inDays(PROGRESS_DAYS) },
        steps: [{ state: "new", at: sentAt }, ...(await submissions.steps(submissionId))],
      };
      await submissions.hold(progress);
      await items.addToAll({ type: "progress.set", progress });
    });
    told("submission.moved", submissionId);
  }

  async function answer(
    submissionId: SubmissionId,
    { text, days }: AnswerSubmission,
    staffId: StaffId,
  ): Promise<void> {
    const { ticket } = await existing(submissionId);
    if (ticket === null) throw new CentreError("wrong-state", "Nobody has a word to ask with.");
    const wordHash = await hashForDevice(wordText(ticket), wordSalt);
    const messageId = parts.chance.newId();
    const message = { messageId, wordHash, text, expiresAt: inDays(days) };
    await transact(async ({ submissions, feed: items }) => {
      const at = clock().toISOString();
      await submissions.write({ ...message, submissionId, staffId, at });
      await items.addToAll({ type: "message.set", message });
    });
    told("submission.answered", submissionId);
  }

  function told(event: string, submissionId: SubmissionId): void {
    log.info({ event, submissionId });
    parts.changes.announce();
    void feed.pushAll();
  }

  async function existing(submissionId: SubmissionId): Promise<KeptSubmission> {
    const kept = await stores.submissions.find(submissionId);
    if (!kept) throw new CentreError("not-found", "Nothing was sent under this id.");
    return kept;
  }

  return {
    open,
    move,
    answer,
    /** Who comes, in counts: nothing of it leads to anybody. */
    equality: () => stores.equality.counts(),
    list: async (): Promise<SubmissionRow[]> => (await stores.submissions.list(LISTED)).map(rowOf),
  };
}

function rowOf({ deviceId: _, sealed: __, ...row }: KeptSubmission): SubmissionRow {
  return row;
}
