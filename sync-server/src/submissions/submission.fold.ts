import type { ArrivedSubmission, SubmissionStore } from "./submission.store.ts";

/** What a batch brings of what people sent. None of it ever changes. */
export function foldSubmissions(submissions: SubmissionStore) {
  const arrived: ArrivedSubmission[] = [];
  return {
    sent: (one: ArrivedSubmission): void => void arrived.push(one),
    async save(): Promise<void> {
      if (arrived.length > 0) await submissions.add(arrived);
    },
  };
}
