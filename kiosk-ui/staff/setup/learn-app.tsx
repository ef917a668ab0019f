import { type CommissioningView, LearnResult, type LearnStep } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Clinic } from "../clinic.ts";
import { LearnStepView, type Learnt } from "./learn.step.tsx";

/** Looks, waits for the person to do the thing, looks again; keeps what the last try showed. */
export function LearnApp({ clinic, view }: { clinic: Clinic; view: CommissioningView }) {
  const [selection, setSelection] = useState("");
  const [last, setLast] = useState<Learnt | null>(null);
  const [busy, setBusy] = useState(false);
  const { requests } = clinic;

  const at = (step: LearnStep) =>
    /^\d{1,4}$/.test(selection) ? { step, selection: Number(selection) } : { step };
  const look = async (step: LearnStep) => {
    setBusy(true);
    setLast(null);
    const answer = await requests.tell("/commissioning/learn/look", at(step));
    if (answer.kind !== "ok") setLast({ step, result: { kind: "no-answer" } });
    setBusy(false);
  };
  const compare = async (step: LearnStep) => {
    setBusy(true);
    const answer = await requests.post("/commissioning/learn/compare", at(step), LearnResult);
    setLast({ step, result: answer.kind === "ok" ? answer.value : { kind: "no-answer" } });
    setBusy(false);
  };
  return (
    <LearnStepView
      t={clinic.t}
      view={view}
      last={last}
      selection={selection}
      busy={busy}
      onSelection={setSelection}
      onLook={(step) => void look(step)}
      onCompare={(step) => void compare(step)}
    />
  );
}
