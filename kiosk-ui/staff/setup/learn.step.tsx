import type { CommissioningView, LearnResult, LearnStep } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Sign } from "../../design/sign.tsx";
import type { Words } from "../staff-words.ts";
import { StepDrawing } from "./drawings.tsx";

export type Learnt = { step: LearnStep; result: LearnResult };

type Props = {
  t: Words;
  view: CommissioningView;
  /** What the last try showed. */
  last: Learnt | null;
  selection: string;
  busy: boolean;
  onSelection: (typed: string) => void;
  onLook: (step: LearnStep) => void;
  onCompare: (step: LearnStep) => void;
};

/** The signs of this very machine, learnt by doing each thing once. A step that is left out stays unknown, and is shown so. */
export function LearnStepView(props: Props) {
  const { t, view } = props;
  return (
    <>
      <p class="lead">{t("setup.learn.lead")}</p>
      {view.steps.length === 0 && <p class="empty">{t("setup.learn.none")}</p>}
      <ol class="cards">
        {view.steps.map((each) => (
          <OneStep key={each.step} {...props} each={each} />
        ))}
      </ol>
    </>
  );
}

function OneStep(props: Props & { each: CommissioningView["steps"][number] }) {
  const { t, each, last, selection, busy, onSelection, onLook, onCompare } = props;
  const { step, state, learnt } = each;
  const withPlace = step !== "cabinet-door" && step !== "drop-sensor";
  return (
    <li class="card setup-step">
      <StepDrawing step={step} />
      <div class="card-words">
        <h2>{t(`setup.learn.${step}`)}</h2>
        <Sign
          tone={state === "learnt" ? "good" : "unknown"}
          words={
            state === "learnt" ? t("setup.learn.learnt", { learnt }) : t(`setup.learn.${state}`)
          }
        />
        <p>{t(state === "looked" ? `setup.learn.${step}.after` : `setup.learn.${step}.before`)}</p>
        {withPlace && (
          <label class="setup-number">
            <span class="field-label">{t("setup.learn.which")}</span>
            <input
              class="text-field"
              type="text"
              inputMode="numeric"
              autocomplete="off"
              value={selection}
              onInput={({ currentTarget }) => onSelection(currentTarget.value)}
            />
          </label>
        )}
        <div class="act-row">
          <Button
            kind={state === "looked" ? "plain" : "primary"}
            icon="eye"
            resting={busy}
            onPress={() => onLook(step)}
          >
            {t("setup.learn.lookNow")}
          </Button>
          {state === "looked" && (
            <Button kind="primary" icon="check" resting={busy} onPress={() => onCompare(step)}>
              {t("setup.learn.done")}
            </Button>
          )}
        </div>
        <p role="status">{last?.step === step ? resultIn(t, last.result) : null}</p>
      </div>
    </li>
  );
}

function resultIn(t: Words, result: LearnResult): string {
  switch (result.kind) {
    case "learnt":
      return t("setup.learn.result.learnt", { learnt: result.learnt });
    case "too-much-changed":
    case "not-understood":
      return t(`setup.learn.result.${result.kind}`, { changed: result.changed.join(", ") });
    default:
      return t(`setup.learn.result.${result.kind}`);
  }
}
