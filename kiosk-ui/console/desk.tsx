import { assertNever, type ConsoleLive, type Introduced } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import type { Answer } from "../api/requests.ts";
import { AppointmentsApp } from "./appointments-app.tsx";
import { CallBacksApp } from "./call-backs-app.tsx";
import { CollectionsApp } from "./collections-app.tsx";
import { commandTroubles, mayCommand } from "./commands.view.ts";
import { CommandsApp } from "./commands-app.tsx";
import { enrolmentTroubles, mayEnrol } from "./enrolment.view.ts";
import { EnrolmentApp } from "./enrolment-app.tsx";
import { noIssue } from "./issue.ts";
import type { Outside } from "./outside.ts";
import { DevicesScreen } from "./screens/devices.screen.tsx";
import { Frame, type Trouble } from "./screens/frame.tsx";
import { NowScreen } from "./screens/now.screen.tsx";
import { StockScreen } from "./screens/stock.screen.tsx";
import { badgesOf, sectionOf } from "./section.view.ts";
import { SentApp } from "./sent-app.tsx";
import { useCommands } from "./use-commands.ts";
import { useEnrolment } from "./use-enrolment.ts";

type Props = Outside & {
  live: ConsoleLive;
  nowMs: number;
  heard: boolean;
  onSignOut: () => void;
};

/** Somebody is signed in. Keeps which section is open and a code being made; all else is the centre's. */
export function Desk(props: Props) {
  const { t, page, live, nowMs, heard, onSignOut } = props;
  const section = useSection(page);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [issue, setIssue] = useState(noIssue);
  const [introduced, setIntroduced] = useState<Introduced | null>(null);
  const { enrolment, look } = useEnrolment(props, mayEnrol(live.signedIn));
  const { commands, look: lookAfar } = useCommands(props, mayCommand(live.signedIn));
  const troubles =
    (enrolment ? enrolmentTroubles(enrolment) : 0) + (commands ? commandTroubles(commands) : 0);
  const title = t("pageTitle", { section: t(`nav.${section}`) });
  useEffect(() => {
    page.document.title = title;
    setTrouble(null);
  }, [title]);
  const report = (answer: Answer<unknown>) => setTrouble(troubleOf(answer));

  return (
    <Frame
      t={t}
      live={live}
      heard={heard}
      section={section}
      badges={badgesOf(live, nowMs, troubles)}
      trouble={trouble}
      onDismiss={() => setTrouble(null)}
      onSignOut={onSignOut}
    >
      {sectionScreen()}
    </Frame>
  );

  function sectionScreen() {
    switch (section) {
      case "now":
        return <NowScreen t={t} sites={live.sites} nowMs={nowMs} />;
      case "call-backs":
        return <CallBacksApp {...props} report={report} />;
      case "collections":
        return <CollectionsApp {...props} issue={issue} setIssue={setIssue} report={report} />;
      case "appointments":
        return <AppointmentsApp {...props} report={report} />;
      case "sent":
        return <SentApp {...props} report={report} />;
      case "devices":
        return (
          <>
            <div class={introduced === null ? undefined : "not-printed"}>
              <DevicesScreen
                t={t}
                devices={live.devices}
                counts={live.deviceCounts}
                nowMs={nowMs}
              />
            </div>
            {commands !== null && (
              <CommandsApp {...{ ...props, commands, look: lookAfar, report }} />
            )}
            {enrolment !== null && (
              <EnrolmentApp {...{ ...props, enrolment, look, introduced, setIntroduced, report }} />
            )}
          </>
        );
      case "stock":
        return <StockScreen t={t} stock={live.stock} devices={live.devices} />;
      default:
        return assertNever(section);
    }
  }
}

/** Follows the address, so that a section can be linked to and Back works. */
function useSection(page: Window) {
  const [hash, setHash] = useState(page.location.hash);
  useEffect(() => {
    const follow = () => setHash(page.location.hash);
    page.addEventListener("hashchange", follow);
    return () => page.removeEventListener("hashchange", follow);
  }, []);
  return sectionOf(hash);
}

function troubleOf(answer: Answer<unknown>): Trouble | null {
  if (answer.kind === "ok") return null;
  if (answer.kind === "lost") return "not-heard";
  const { code } = answer.problem;
  if (code === "wrong-password") return code;
  if (answer.status === 401) return "signed-out";
  return code === "no-stock" || code === "already-issued" || code === "wrong-state"
    ? code
    : "refused";
}
