import type { Words } from "../staff-words.ts";
import { Panel } from "./panel.tsx";

/** What this was about has been done, here or on another tablet. */
export function GoneScreen({ t, onBack }: { t: Words; onBack: () => void }) {
  return (
    <Panel title={t("gone.title")} backWord={t("visit.close")} onBack={onBack}>
      <p class="lead">{t("gone.lead")}</p>
    </Panel>
  );
}
