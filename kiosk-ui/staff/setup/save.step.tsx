import type { CommissioningView } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Icon } from "../../design/picture.tsx";
import type { Words } from "../staff-words.ts";
import { Problems } from "./layout.step.tsx";

type Props = {
  t: Words;
  view: CommissioningView;
  busy: boolean;
  badFile: boolean;
  onSave: () => void;
  onFile: (file: File) => void;
};

/** Look once more, keep it as the machine's plan; and the same plan as a file, out and in. */
export function SaveStep({ t, view, busy, badFile, onSave, onFile }: Props) {
  const { draft, problems, steps } = view;
  const unknown = steps.filter(({ state }) => state !== "learnt");
  return (
    <>
      <dl class="facts">
        <dt>{t("setup.save.machine")}</dt>
        <dd>{draft.name}</dd>
        <dt>{t("setup.save.address")}</dt>
        <dd>{draft.address ?? t("setup.connected.nowhere")}</dd>
        <dt>{t("setup.save.slots")}</dt>
        <dd>{draft.slots.length}</dd>
        <dt>{t("setup.save.unknown")}</dt>
        <dd>
          {unknown.length === 0
            ? t("setup.save.allKnown")
            : unknown.map(({ step }) => t(`setup.learn.${step}`)).join(", ")}
        </dd>
      </dl>
      <Problems t={t} problems={problems} />
      <div class="act-row">
        <Button kind="primary" icon="check" resting={busy || problems.length > 0} onPress={onSave}>
          {t("setup.save.go")}
        </Button>
        <a class="button" href="/api/staff/commissioning/plan" download="machine.plan.json">
          <Icon name="download" />
          <span>{t("setup.save.export")}</span>
        </a>
        <label class="button setup-file">
          <Icon name="upload" />
          <span>{t("setup.save.import")}</span>
          <input
            type="file"
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.item(0);
              if (file) onFile(file);
              currentTarget.value = "";
            }}
          />
        </label>
      </div>
      {badFile && (
        <p class="calm-note" role="alert">
          {t("setup.save.badFile")}
        </p>
      )}
    </>
  );
}
