import { type EnrolmentNow, Introduced, RevokedDevice } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer, Requests } from "../api/requests.ts";
import type { Words } from "./console-words.ts";
import { type Asking, type Form, formProblem } from "./enrolment.view.ts";
import { EnrolmentScreen } from "./screens/enrolment.screen.tsx";

type Props = {
  t: Words;
  requests: Requests;
  page: Window;
  nowMs: number;
  enrolment: EnrolmentNow;
  introduced: Introduced | null;
  setIntroduced: (introduced: Introduced | null) => void;
  look: () => Promise<void>;
  report: (answer: Answer<unknown>) => void;
};

const closed: Form = { siteId: "", siteName: "", open: false };

export function EnrolmentApp(props: Props) {
  const { t, requests, page, nowMs, enrolment, introduced, setIntroduced, look, report } = props;
  const [form, setForm] = useState(closed);
  const [asking, setAsking] = useState<Asking>(null);
  const [revoked, setRevoked] = useState<RevokedDevice | null>(null);
  const [busy, setBusy] = useState(false);

  /** One at a time, and the list is looked at again whatever came of it. */
  async function once<T>(work: () => Promise<Answer<T>>): Promise<T | undefined> {
    if (busy) return undefined;
    setBusy(true);
    setRevoked(null);
    const answer = await work();
    await look();
    setBusy(false);
    report(answer);
    return answer.kind === "ok" ? answer.value : undefined;
  }
  const add = async () => {
    const { siteId, siteName } = form;
    if (formProblem(siteId, siteName) !== null) return;
    const made = await once(() => requests.post("/enrolment/", { siteId, siteName }, Introduced));
    if (!made) return;
    setForm(closed);
    setIntroduced(made);
  };
  const go = async () => {
    if (asking === null) return;
    const { what, deviceId, reason } = asking;
    if (what === "again") {
      const made = await once(() => requests.post(`/enrolment/${deviceId}/again`, {}, Introduced));
      if (made) setIntroduced(made);
    } else {
      const done = await once(() =>
        requests.post(`/enrolment/${deviceId}/revoke`, { reason }, RevokedDevice),
      );
      if (done) setRevoked(done);
      if (done && introduced?.deviceId === deviceId) setIntroduced(null); // its code ended with it
    }
    setAsking(null);
  };
  return (
    <EnrolmentScreen
      t={t}
      nowMs={nowMs}
      enrolment={enrolment}
      form={form}
      introduced={introduced}
      asking={asking}
      revoked={revoked}
      busy={busy}
      onForm={setForm}
      onAdd={() => void add()}
      onAsk={setAsking}
      onGo={() => void go()}
      onPrint={() => page.print()}
      onDone={() => setIntroduced(null)}
    />
  );
}
