import type { IssuedCollection } from "@drop-in/contracts";
import { type Choice, type MachineOption, noChoice } from "./issue.view.ts";

/** A code being made, kept while other sections are looked at: it is shown only once. */
export type Issue = {
  choice: Choice;
  validHours: number;
  /** The same until the choice changes: asking again after no answer makes no second code. */
  requestId: string | null;
  issued: { collection: IssuedCollection; what: string; machine: MachineOption } | null;
};

const TWO_DAYS = 48;
export const noIssue: Issue = {
  choice: noChoice,
  validHours: TWO_DAYS,
  requestId: null,
  issued: null,
};
