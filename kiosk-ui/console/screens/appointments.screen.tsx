import type { ImportedAppointments, SiteId, SiteNow } from "@drop-in/contracts";
import { dayOf } from "../../clock/clock-time.ts";
import type { Words } from "../console-words.ts";
import { Empty, SectionHead } from "./section-head.tsx";

type Props = {
  t: Words;
  nowMs: number;
  sites: readonly SiteNow[];
  siteId: SiteId | undefined;
  busy: boolean;
  brought: ImportedAppointments | null;
  onSite: (siteId: string) => void;
  onFile: (file: File) => void;
};

/** Bringing in who comes when: which site, which file, and what came of it. */
export function AppointmentsScreen(props: Props) {
  const { t, sites, siteId, busy, brought, onSite, onFile } = props;
  return (
    <>
      <SectionHead title={t("appointments.title")} lead={t("appointments.lead")} />
      {sites.length === 0 ? (
        <Empty picture="hub" title={t("appointments.noSite")} what={t("appointments.noSiteWhat")} />
      ) : (
        <div class="question">
          <label class="field">
            <span class="field-label">{t("appointments.site")}</span>
            <select
              class="text-field"
              value={siteId ?? ""}
              onChange={({ currentTarget }) => onSite(currentTarget.value)}
            >
              <option value="">{t("appointments.choose")}</option>
              {sites.map((site) => (
                <option key={site.siteId} value={site.siteId}>
                  {site.name}
                </option>
              ))}
            </select>
          </label>
          <label class="field">
            <span class="field-label">{t("appointments.file")}</span>
            <input
              class="text-field"
              type="file"
              accept=".csv,text/csv"
              disabled={busy || siteId === undefined}
              onChange={({ currentTarget }) => {
                const file = currentTarget.files?.[0];
                currentTarget.value = ""; // the same file, mended, may be chosen again
                if (file) onFile(file);
              }}
            />
          </label>
          <p class="second">{t("appointments.columns")}</p>
          <p class="second">{t("appointments.kept")}</p>
        </div>
      )}
      <div role="status">
        {busy && <p class="calm-note">{t("appointments.reading")}</p>}
        {brought !== null && <Came {...props} brought={brought} />}
      </div>
    </>
  );
}

function Came({ t, nowMs, brought }: Props & { brought: ImportedAppointments }) {
  if (brought.kind === "refused") {
    return (
      <div class="calm-note">
        <h2>{t("appointments.refused")}</h2>
        <ul>
          {brought.lines.map(({ line, why }) => (
            <li key={`${line} ${why}`}>{t("appointments.line", { line, why })}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div class="calm-note">
      <h2>{t("appointments.taken")}</h2>
      <ul>
        {brought.days.map(({ day, count }) => (
          <li key={day}>{t("appointments.day", { day: dayWords(t, day, nowMs), count })}</li>
        ))}
      </ul>
    </div>
  );
}

function dayWords(t: Words, day: string, nowMs: number): string {
  const when = dayOf(`${day}T12:00:00Z`, nowMs);
  if (typeof when !== "string") return when.date;
  return when === "yesterday" ? day : t(`appointments.${when}`);
}
