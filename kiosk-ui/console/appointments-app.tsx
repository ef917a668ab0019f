import { type ConsoleLive, ImportedAppointments, type SiteId } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import type { Words } from "./console-words.ts";
import { AppointmentsScreen } from "./screens/appointments.screen.tsx";

type Props = {
  t: Words;
  requests: Requests;
  live: ConsoleLive;
  nowMs: number;
  report: (answer: Answer<unknown>) => void;
};

/** A list is read here only to be sent on: it is not kept on this page either. */
export function AppointmentsApp({ t, requests, live, nowMs, report }: Props) {
  const only = live.sites.length === 1 ? live.sites[0]?.siteId : undefined;
  const [chosen, setChosen] = useState<SiteId | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [brought, setBrought] = useState<ImportedAppointments | null>(null);
  const siteId = chosen ?? only;

  const bring = async (file: File) => {
    if (busy || siteId === undefined) return;
    setBusy(true);
    setBrought(null);
    const csv = await file.text();
    const answer = await requests.post("/appointments", { siteId, csv }, ImportedAppointments);
    setBusy(false);
    report(answer);
    if (answer.kind === "ok") setBrought(answer.value);
  };
  const choose = (site: string) => {
    setBrought(null);
    setChosen(live.sites.find((one) => one.siteId === site)?.siteId);
  };
  return (
    <AppointmentsScreen
      {...{ t, nowMs, busy, brought, siteId }}
      sites={live.sites}
      onSite={choose}
      onFile={(file) => void bring(file)}
    />
  );
}
