import { StaffLive } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import { serverNowMs, useLive } from "../clock/use-live.ts";
import { ClinicApp } from "./clinic-app.tsx";
import type { Outside } from "./outside.ts";
import { SignInApp } from "./sign-in-app.tsx";

const tickMs = 5_000;

/** Signed out: the PIN pad. Signed in: the clinic, as the box says it is. */
export function StaffApp(outside: Outside) {
  const { t, requests, fetch, timers } = outside;
  const [turn, setTurn] = useState(0);
  const heard = useLive({ url: "/api/staff/live", schema: StaffLive, fetch, timers, tickMs }, turn);
  const [locked, setLocked] = useState(false);
  useEffect(() => setLocked(false), [turn]);

  const lock = () => {
    // What was on the screen goes at once, also when the box does not answer.
    setLocked(true);
    void requests.tell("/sign-out");
  };
  if (heard.refused || locked) {
    return <SignInApp {...outside} onSignedIn={() => setTurn((last) => last + 1)} />;
  }
  if (heard.live === undefined) {
    return (
      <main class="starting">
        <h1 tabIndex={-1}>{t("starting")}</h1>
        <p role="status">{heard.lostAtMs !== undefined && t("signIn.notHeard")}</p>
      </main>
    );
  }
  return (
    <ClinicApp
      {...outside}
      live={heard.live}
      nowMs={serverNowMs(heard)}
      boxHeard={heard.lostAtMs === undefined}
      onLock={lock}
    />
  );
}
