import { assertNever, type SlotId, type UnresolvedAttempt, type VisitId } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Act, Clinic, OpenPanel } from "./clinic.ts";
import { mayCommission } from "./machine.view.ts";
import { findVisit } from "./queue.view.ts";
import { emptyResolve, missingIn, toResolve } from "./resolve.view.ts";
import { CheckInScreen, emptyCheckIn } from "./screens/check-in.screen.tsx";
import { CloseScreen } from "./screens/close.screen.tsx";
import { GoneScreen } from "./screens/gone.screen.tsx";
import { MachineScreen, type SlotCheck } from "./screens/machine.screen.tsx";
import { ReplaceScreen } from "./screens/replace.screen.tsx";
import { ResolveScreen } from "./screens/resolve.screen.tsx";
import { VisitScreen } from "./screens/visit.screen.tsx";
import { SetupApp } from "./setup/setup-app.tsx";

type Part = {
  clinic: Clinic;
  busy: boolean;
  act: Act;
  onBack: () => void;
  onOpen: (panel: OpenPanel) => void;
};

/** The open task. Goes away by itself when a colleague was quicker. */
export function PanelApp({ panel, ...part }: Part & { panel: OpenPanel }) {
  const { clinic, busy, act, onBack } = part;
  const { t, live, nowMs } = clinic;
  switch (panel.kind) {
    case "visit":
      return <VisitPart {...part} visitId={panel.visitId} />;
    case "check-in":
      return <CheckInPart {...part} />;
    case "machine":
      return <MachinePart {...part} onSetUp={() => part.onOpen({ kind: "set-up" })} />;
    case "set-up":
      return <SetupApp {...part} />;
    case "resolve": {
      const attempt = live.unresolved.find(({ attemptId }) => attemptId === panel.attemptId);
      if (attempt === undefined) return <GoneScreen t={t} onBack={onBack} />;
      return <ResolvePart key={attempt.attemptId} {...part} attempt={attempt} />;
    }
    case "replace": {
      const attempt = live.unresolved.find(({ attemptId }) => attemptId === panel.attemptId);
      if (attempt === undefined || attempt.replaced) return <GoneScreen t={t} onBack={onBack} />;
      return <ReplacePart {...part} attempt={attempt} />;
    }
    case "close":
      return (
        <CloseScreen
          t={t}
          live={live}
          nowMs={nowMs}
          busy={busy}
          onGo={async () => {
            if (await act("/session/close")) onBack();
          }}
          onBack={onBack}
        />
      );
    default:
      return assertNever(panel);
  }
}

function VisitPart({ clinic, busy, act, onBack, visitId }: Part & { visitId: VisitId }) {
  const { t, live, nowMs } = clinic;
  const visit = findVisit(live, visitId);
  if (visit === undefined) return <GoneScreen t={t} onBack={onBack} />;
  const { number } = visit.ticket;
  const send = async (...request: Parameters<Act>) => {
    if (await act(...request)) onBack();
  };
  return (
    <VisitScreen
      t={t}
      visit={visit}
      nowMs={nowMs}
      busy={busy}
      onBack={onBack}
      onCall={() => send(`/visits/${visitId}/call`, {}, { kind: "called", number })}
      onSeen={() => send(`/visits/${visitId}/seen`, {}, { kind: "seen", visitId, number })}
      onReturned={() => send(`/visits/${visitId}/returned`)}
      onDidNotWait={(reason) =>
        send(`/visits/${visitId}/did-not-wait`, { reason }, { kind: "didNotWait", visitId, number })
      }
    />
  );
}

function MachinePart({ clinic, busy, act, onBack, onSetUp }: Part & { onSetUp: () => void }) {
  const [opening, setOpening] = useState<SlotId | null>(null);
  const [check, setCheck] = useState<SlotCheck | null>(null);
  const { t, live } = clinic;
  const unclear = live.unresolved.filter(({ outcome }) => outcome.kind === "unclear");
  return (
    <MachineScreen
      t={t}
      live={live}
      check={check}
      waitedFor={new Set(unclear.map(({ slotId }) => slotId))}
      busy={busy}
      onCheck={setCheck}
      onChecked={async (slotId, countedStock, repaired) => {
        if (await act(`/slots/${slotId}/checked`, { countedStock, repaired })) setCheck(null);
      }}
      opening={opening}
      onOpening={setOpening}
      onOpen={async (slotId, reason) => {
        const requestId = clinic.newId();
        const sent = await act(`/slots/${slotId}/open`, { requestId, reason }, { kind: "opened" });
        if (sent) setOpening(null);
      }}
      onSetUp={mayCommission(live.signedIn.role) ? onSetUp : null}
      onBack={onBack}
    />
  );
}

function CheckInPart({ clinic, busy, act, onBack }: Part) {
  const [form, setForm] = useState(emptyCheckIn);
  // One id for this form: pressing twice, or again after no answer, is one visit.
  const [requestId] = useState(clinic.newId);
  return (
    <CheckInScreen
      t={clinic.t}
      form={form}
      busy={busy}
      onForm={setForm}
      onGo={async () => {
        if (await act("/visits", { requestId, ...form }, { kind: "checkedIn" })) onBack();
      }}
      onBack={onBack}
    />
  );
}

function ResolvePart({
  clinic,
  busy,
  act,
  onBack,
  onOpen,
  attempt,
}: Part & { attempt: UnresolvedAttempt }) {
  const [form, setForm] = useState(emptyResolve);
  const [tried, setTried] = useState(false);
  const go = async () => {
    setTried(true);
    const answer = toResolve(form, attempt.outcome);
    if (answer === null) return;
    if (await act(`/attempts/${attempt.attemptId}/resolve`, answer, { kind: "resolved" })) onBack();
  };
  return (
    <ResolveScreen
      t={clinic.t}
      attempt={attempt}
      form={form}
      missing={tried ? missingIn(form, attempt.outcome) : []}
      busy={busy}
      onForm={setForm}
      onGo={() => void go()}
      onReplace={
        attempt.replaced ? null : () => onOpen({ kind: "replace", attemptId: attempt.attemptId })
      }
      onBack={onBack}
    />
  );
}

function ReplacePart({
  clinic,
  busy,
  act,
  onBack,
  attempt,
}: Part & { attempt: UnresolvedAttempt }) {
  const [form, setForm] = useState({ reason: "", secondPin: "" });
  // One id for this form: pressing twice, or again after no answer, gives one.
  const [requestId] = useState(clinic.newId);
  const path = `/attempts/${attempt.attemptId}/replace`;
  return (
    <ReplaceScreen
      t={clinic.t}
      attempt={attempt}
      form={form}
      busy={busy}
      onForm={setForm}
      onGo={async () => {
        if (await act(path, { requestId, ...form }, { kind: "replaced" })) onBack();
      }}
      onBack={onBack}
    />
  );
}
