import { SignedIn } from "@drop-in/contracts";
import { useEffect, useState } from "preact/hooks";
import type { Outside } from "./outside.ts";
import { SignInScreen } from "./screens/sign-in.screen.tsx";
import { aSecondLater, PIN_LENGTH, problemOf, type SignInProblem } from "./sign-in.view.ts";

/** Keeps the typed PIN, and only until it is sent. */
export function SignInApp({
  t,
  requests,
  timers,
  onSignedIn,
}: Outside & { onSignedIn: () => void }) {
  const [pin, setPin] = useState("");
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const counting = problem?.kind === "locked";

  useEffect(() => {
    if (!counting) return undefined;
    return timers.every(1_000, () => setProblem((last) => last && aSecondLater(last)));
  }, [counting]);

  const send = async (whole: string) => {
    setAsking(true);
    const answer = await requests.post("/sign-in", { pin: whole }, SignedIn);
    setPin("");
    setAsking(false);
    if (answer.kind === "ok") return onSignedIn();
    setProblem(problemOf(answer.kind === "lost" ? "not-heard" : answer.problem));
  };
  const onDigit = (digit: string) => {
    if (asking || counting || pin.length >= PIN_LENGTH) return;
    const longer = pin + digit;
    setPin(longer);
    if (longer.length === 1) setProblem(null);
    if (longer.length === PIN_LENGTH) void send(longer);
  };
  return (
    <SignInScreen
      t={t}
      typed={pin.length}
      problem={problem}
      onDigit={onDigit}
      onDelete={() => setPin(pin.slice(0, -1))}
    />
  );
}
