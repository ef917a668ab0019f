import { VisitNeed, VisitReason } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import type { Words } from "../staff-words.ts";
import { Panel } from "./panel.tsx";

export type CheckInForm = { reason: VisitReason; needs: VisitNeed[] };
export const emptyCheckIn: CheckInForm = { reason: "not-sure", needs: [] };

type Props = {
  t: Words;
  form: CheckInForm;
  busy: boolean;
  onForm: (form: CheckInForm) => void;
  onGo: () => void;
  onBack: () => void;
};

/** Checking somebody in from the tablet. No name; two questions that already have an answer. */
export function CheckInScreen({ t, form, busy, onForm, onGo, onBack }: Props) {
  return (
    <Panel title={t("checkIn.title")} backWord={t("checkIn.cancel")} onBack={onBack}>
      <p class="lead">{t("checkIn.lead")}</p>
      <fieldset>
        <legend>{t("checkIn.reason")}</legend>
        <div class="act-row">
          {VisitReason.options.map((reason) => (
            <Button
              key={reason}
              pressed={form.reason === reason}
              onPress={() => onForm({ ...form, reason })}
            >
              {t(`reason.${reason}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("checkIn.needs")}</legend>
        <div class="act-row">
          {VisitNeed.options.map((need) => (
            <Button
              key={need}
              pressed={form.needs.includes(need)}
              onPress={() => onForm({ ...form, needs: toggled(form.needs, need) })}
            >
              {t(`need.${need}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      <div class="panel-go">
        <Button kind="primary" icon="check" resting={busy} onPress={onGo}>
          {t("checkIn.go")}
        </Button>
      </div>
    </Panel>
  );
}

export function toggled<T>(chosen: readonly T[], one: T): T[] {
  return chosen.includes(one) ? chosen.filter((each) => each !== one) : [...chosen, one];
}
