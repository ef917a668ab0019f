import type { ConsoleLive } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import type { Words } from "./console-words.ts";
import { CallBacksScreen } from "./screens/call-backs.screen.tsx";
import { type Asking, type Step, worklistOf } from "./worklist.view.ts";

type Props = {
  t: Words;
  requests: Requests;
  live: ConsoleLive;
  nowMs: number;
  report: (answer: Answer<unknown>) => void;
};

/** These end something for a person, so they are asked once more. */
const asksFirst: readonly Step[] = ["spoke", "cannot-reach", "withdrawn"];

/** Keeps which step is being asked about and whether the finished ones are shown. */
export function CallBacksApp({ t, requests, live, nowMs, report }: Props) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const [showDone, setShowDone] = useState(false);
  const [busy, setBusy] = useState(false);

  const send = async ({ callbackId, step }: Asking) => {
    if (busy) return;
    setBusy(true);
    const answer = await requests.tell(`/callbacks/${callbackId}/steps`, { step });
    setBusy(false);
    setAsking(null);
    report(answer);
  };
  return (
    <CallBacksScreen
      t={t}
      work={worklistOf(live.callbacks, nowMs)}
      nowMs={nowMs}
      asking={asking}
      busy={busy}
      showDone={showDone}
      onStep={(asked) => {
        if (asksFirst.includes(asked.step)) setAsking(asked);
        else void send(asked);
      }}
      onYes={(asked) => void send(asked)}
      onNo={() => setAsking(null)}
      onShowDone={setShowDone}
    />
  );
}
