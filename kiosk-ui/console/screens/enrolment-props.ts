import type { EnrolmentNow, Introduced, RevokedDevice } from "@drop-in/contracts";
import type { Words } from "../console-words.ts";
import type { Asking, Form } from "../enrolment.view.ts";

/** What the parts of the keys' section share. */
export type EnrolmentProps = {
  t: Words;
  nowMs: number;
  enrolment: EnrolmentNow;
  form: Form;
  introduced: Introduced | null;
  asking: Asking;
  revoked: RevokedDevice | null;
  busy: boolean;
  onForm: (form: Form) => void;
  onAdd: () => void;
  onAsk: (asking: Asking) => void;
  onGo: () => void;
  onPrint: () => void;
  onDone: () => void;
};
