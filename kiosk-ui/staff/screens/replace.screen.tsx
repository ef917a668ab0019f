import type { UnresolvedAttempt } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { isPin } from "../resolve.view.ts";
import type { Words } from "../staff-words.ts";
import { answerOf, itemOf, storyOf } from "./needs-you.tsx";
import { Panel } from "./panel.tsx";
import { PinField } from "./pin-field.tsx";
import { ReasonField } from "./reason-field.tsx";

export type ReplaceForm = { reason: string; secondPin: string };

type Props = {
  t: Words;
  attempt: UnresolvedAttempt;
  form: ReplaceForm;
  busy: boolean;
  onForm: (form: ReplaceForm) => void;
  onGo: () => void;
  onBack: () => void;
};

/** Another box now, though nobody can prove where the first is: two people say yes to it. */
export function ReplaceScreen({ t, attempt, form, busy, onForm, onGo, onBack }: Props) {
  const ready = form.reason.trim() !== "" && isPin(form.secondPin);
  return (
    <Panel title={t("replace.title")} backWord={t("replace.cancel")} onBack={onBack}>
      <p class="lead">{t("replace.lead")}</p>
      <p class="story">
        <strong>{itemOf(t, attempt)}</strong>
        {` · ${storyOf(t, attempt)}. ${answerOf(t, attempt)}.`}
      </p>
      <ReasonField
        t={t}
        label={t("replace.reason")}
        reason={form.reason}
        onReason={(reason) => onForm({ ...form, reason })}
      />
      <PinField
        t={t}
        why={t("second.whyReplace")}
        pin={form.secondPin}
        onPin={(secondPin) => onForm({ ...form, secondPin })}
      />
      <div class="panel-go">
        <Button kind="primary" icon="package" resting={busy || !ready} onPress={onGo}>
          {t("replace.go")}
        </Button>
      </div>
    </Panel>
  );
}
