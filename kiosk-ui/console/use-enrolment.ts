import { EnrolmentNow } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import type { Outside } from "./outside.ts";

const EVERY_MS = 10_000;

/** The keys of devices, asked for now and then by those who may: too much of it for every live picture. */
export function useEnrolment({ requests, timers }: Outside, may: boolean) {
  const [enrolment, setEnrolment] = useState<EnrolmentNow | null>(null);
  const look = async () => {
    if (!may) return;
    const answer = await requests.get("/enrolment/", EnrolmentNow);
    if (answer.kind === "ok") setEnrolment(answer.value);
  };
  useEffect(() => {
    void look();
    return timers.every(EVERY_MS, () => void look());
  }, [may]);
  return { enrolment, look };
}
