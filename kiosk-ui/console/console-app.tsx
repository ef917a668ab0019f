import { ConsoleLive } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import { serverNowMs, useLive } from "../clock/use-live.ts";
import { Desk } from "./desk.tsx";
import type { Outside } from "./outside.ts";
import { SignInApp } from "./sign-in-app.tsx";

const tickMs = 5_000;

/** Signed out: name and password. Signed in: the desk, as the centre says it is. */
export function ConsoleApp(outside: Outside) {
  const { t, requests, fetch, timers, page } = outside;
  const [turn, setTurn] = useState(0);
  const [left, setLeft] = useState(false);
  const heard = useLive(
    { url: "/api/console/live", schema: ConsoleLive, fetch, timers, tickMs },
    turn,
  );
  useEffect(() => setLeft(false), [turn]);

  if (heard.refused || left) {
    page.document.title = t("signIn.title");
    return <SignInApp {...outside} onSignedIn={() => setTurn((last) => last + 1)} />;
  }
  if (heard.live === undefined) {
    return (
      <main class="starting">
        <h1>{t("appName")}</h1>
        <p role="status">{t("live.starting")}</p>
      </main>
    );
  }
  return (
    <Desk
      {...outside}
      live={heard.live}
      nowMs={serverNowMs(heard)}
      heard={heard.lostAtMs === undefined}
      onSignOut={() => {
        setLeft(true);
        void requests.tell("/sign-out");
      }}
    />
  );
}
