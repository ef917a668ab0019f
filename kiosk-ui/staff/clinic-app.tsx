import type { StaffVisit } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer } from "../api/requests.ts";
import { clockTime } from "../clock/clock-time.ts";
import type { Act, Clinic, OpenPanel } from "./clinic.ts";
import { OpenClinicApp } from "./open-clinic-app.tsx";
import { PanelApp } from "./panel-app.tsx";
import { NeedsYou } from "./screens/needs-you.tsx";
import { NoteBar, refusals, type Said, type TroubleKey } from "./screens/note-bar.tsx";
import { QueueScreen } from "./screens/queue.screen.tsx";
import { SideBar } from "./screens/side-bar.tsx";
import { TopBar } from "./screens/top-bar.tsx";

/** A member of staff is signed in. Keeps what is open on this tablet; all else is the box's. */
export function ClinicApp(clinic: Clinic) {
  const { t, requests, live, nowMs, boxHeard, onLock } = clinic;
  const [panel, setPanel] = useState<OpenPanel | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);

  const act: Act = async (path, body, done) => {
    if (busy) return false;
    setBusy(true);
    const answer = await requests.tell(path, body);
    setBusy(false);
    setSaid(answer.kind === "ok" ? (done ?? null) : { kind: "trouble", key: troubleOf(answer) });
    return answer.kind === "ok";
  };
  const back = () => setPanel(null);
  const open = (next: OpenPanel) => {
    setSaid(null);
    setPanel(next);
  };
  const resolving = panel?.kind === "resolve" || panel?.kind === "replace" ? panel.attemptId : null;
  const seen = ({ visitId, ticket }: StaffVisit) =>
    act(`/visits/${visitId}/seen`, {}, { kind: "seen", visitId, number: ticket.number });
  const call = ({ visitId, ticket }: StaffVisit) =>
    act(`/visits/${visitId}/call`, {}, { kind: "called", number: ticket.number });

  return (
    <div class="staff">
      <TopBar t={t} live={live} boxHeard={boxHeard} onLock={onLock} />
      <main class="main-part">
        {!boxHeard && (
          <p class="calm-note box-lost" role="status">
            {t("boxLost", { time: clockTime(live.now) })}
          </p>
        )}
        {live.fromAfar?.type === "open-slot" && (
          <p class="calm-note" role="alert">
            {t("fromAfar.open", { slot: live.fromAfar.slotId })}
          </p>
        )}
        {live.fromAfar?.type === "restart" && (
          <p class="calm-note" role="alert">
            {t("fromAfar.restart")}
          </p>
        )}
        <NeedsYou
          t={t}
          help={live.help}
          unresolved={live.unresolved.filter(({ attemptId }) => attemptId !== resolving)}
          nowMs={nowMs}
          onComing={(helpId) => void act(`/help/${helpId}/answer`)}
          onLook={(attemptId) => open({ kind: "resolve", attemptId })}
        />
        <div class="scroller" key={panel?.kind ?? "queue"}>
          {live.session === null && panel === null && (
            <OpenClinicApp t={t} places={live.places} busy={busy} act={act} />
          )}
          {live.session !== null && panel === null && (
            <QueueScreen
              t={t}
              live={live}
              nowMs={nowMs}
              busy={busy}
              onOpen={(visitId) => open({ kind: "visit", visitId })}
              onSeen={(visit) => void seen(visit)}
              onCallAgain={(visit) => void call(visit)}
            />
          )}
          {panel !== null && (
            <PanelApp
              clinic={clinic}
              panel={panel}
              busy={busy}
              act={act}
              onBack={back}
              onOpen={open}
            />
          )}
        </div>
        <NoteBar
          t={t}
          said={said}
          onUndo={(visitId) => void act(`/visits/${visitId}/returned`)}
          onClose={() => setSaid(null)}
        />
      </main>
      <SideBar
        t={t}
        live={live}
        busy={busy}
        onCallNext={() => void act("/visits/call-next")}
        onCheckIn={() => open({ kind: "check-in" })}
        onMachine={() => open({ kind: "machine" })}
        onClose={() => open({ kind: "close" })}
      />
    </div>
  );
}

function troubleOf(answer: Exclude<Answer<null>, { kind: "ok" }>): TroubleKey {
  if (answer.kind === "lost") return "trouble.not-heard";
  if (answer.problem.code === "storage-failed") return "trouble.storage";
  if (answer.problem.code === "nobody-waiting") return "trouble.nobody-waiting";
  const known = refusals.find((code) => code === answer.problem.code);
  // A wrong PIN of the second person is no end of the first one's turn.
  if (known === undefined && answer.status === 401) return "trouble.signed-out";
  return known === undefined ? "trouble.refused" : `trouble.${known}`;
}
