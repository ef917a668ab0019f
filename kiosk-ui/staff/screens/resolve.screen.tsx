import { Resolution, type UnresolvedAttempt } from "@drop-in/contracts";
import { useEffect, useRef } from "preact/hooks";
import { clockTime } from "../../clock/clock-time.ts";
import { Button } from "../../design/button.tsx";
import { countOf, type Missing, type ResolveForm, stepped, wantsSecond } from "../resolve.view.ts";
import type { Words } from "../staff-words.ts";
import { answerOf, itemOf, storyOf } from "./needs-you.tsx";
import { Panel } from "./panel.tsx";
import { PinField } from "./pin-field.tsx";
import { ReasonField } from "./reason-field.tsx";

type Props = {
  t: Words;
  attempt: UnresolvedAttempt;
  form: ResolveForm;
  missing: readonly Missing[];
  busy: boolean;
  onForm: (form: ResolveForm) => void;
  onGo: () => void;
  /** Null where another one was given already. */
  onReplace: (() => void) | null;
  onBack: () => void;
};

/** Staff open the machine and say what they found. Never shows what the book says is in the slot. */
export function ResolveScreen(props: Props) {
  const { t, attempt, form, missing, busy, onForm, onGo, onReplace, onBack } = props;
  return (
    <Panel
      title={t("resolve.title", { slot: attempt.slotId })}
      backWord={t("resolve.cancel")}
      onBack={onBack}
    >
      <p class="lead">{t("resolve.lead")}</p>
      <p class="story">
        <strong>{itemOf(t, attempt)}</strong>
        {` · ${t("resolve.when", { time: clockTime(attempt.at) })} · ${storyOf(t, attempt)}. ${answerOf(t, attempt)}.`}
      </p>
      <MissingSummary t={t} missing={missing} />
      <fieldset>
        <legend>{t("resolve.question")}</legend>
        <div class="act-row">
          {Resolution.options.map((resolution) => (
            <Button
              key={resolution}
              pressed={form.resolution === resolution}
              onPress={() => onForm({ ...form, resolution })}
            >
              <span class="answer-title">{t(`resolve.${resolution}`)}</span>
              <span class="answer-why">{t(`resolve.${resolution}Why`)}</span>
            </Button>
          ))}
        </div>
      </fieldset>
      <div class="resolve-row">
        <Count t={t} counted={form.counted} onCounted={(counted) => onForm({ ...form, counted })} />
        <ReasonField
          t={t}
          label={t("resolve.reason")}
          reason={form.reason}
          onReason={(reason) => onForm({ ...form, reason })}
        />
      </div>
      {wantsSecond(form, attempt.outcome) && (
        <PinField
          t={t}
          why={t("second.whyResolve")}
          pin={form.secondPin}
          onPin={(secondPin) => onForm({ ...form, secondPin })}
        />
      )}
      <div class="panel-go act-row">
        <Button kind="primary" icon="check" resting={busy} onPress={onGo}>
          {t("resolve.go")}
        </Button>
        {onReplace !== null && (
          <Button icon="package" resting={busy} onPress={onReplace}>
            {t("replace.open")}
          </Button>
        )}
        {attempt.replaced && <p class="card-note">{t("replace.done")}</p>}
      </div>
    </Panel>
  );
}

type CountProps = {
  t: Words;
  counted: number | null;
  onCounted: (counted: number | null) => void;
};

/** A blind count: it starts empty, and never shows what the book says. */
export function Count({ t, counted, onCounted }: CountProps) {
  const step = (by: 1 | -1) => onCounted(stepped(counted, by));
  return (
    <div class="field">
      <label class="field-label" for="counted">
        {t("resolve.count")}
      </label>
      <span class="field-hint">{t("resolve.countWhy")}</span>
      <div class="stepper">
        <Button icon="minus" onPress={() => step(-1)}>
          <span class="for-the-ear">{t("resolve.fewer")}</span>
        </Button>
        <input
          id="counted"
          class="text-field"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          value={counted === null ? "" : String(counted)}
          onInput={({ currentTarget }) => onCounted(countOf(currentTarget.value))}
        />
        <Button icon="plus" onPress={() => step(1)}>
          <span class="for-the-ear">{t("resolve.more")}</span>
        </Button>
      </div>
    </div>
  );
}

/** What is missing, once somebody tried to save: said first, with the focus on it. */
function MissingSummary({ t, missing }: Pick<Props, "t" | "missing">) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (missing.length > 0) summary.current?.focus();
  }, [missing.length]);
  if (missing.length === 0) return null;
  return (
    <div class="calm-note" ref={summary} tabIndex={-1} role="alert">
      <h2>{t("resolve.missing.title")}</h2>
      <ul>
        {missing.map((each) => (
          <li key={each}>{t(`resolve.missing.${each}`)}</li>
        ))}
      </ul>
    </div>
  );
}
