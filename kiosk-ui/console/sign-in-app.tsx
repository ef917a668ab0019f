import { ConsoleSignedIn } from "@drop-in/contracts";
import { useState } from "preact/hooks";
import type { Answer } from "../api/requests.ts";
import type { Outside } from "./outside.ts";
import { type SignInProblem, SignInScreen } from "./screens/sign-in.screen.tsx";

type Props = Outside & { onSignedIn: () => void };

/** Keeps the name and the password while they are typed, and the password not a moment longer. */
export function SignInApp({ t, requests, onSignedIn }: Props) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<SignInProblem | null>(null);

  const send = async () => {
    if (busy) return;
    if (name.trim() === "" || password === "") return setProblem({ kind: "empty" });
    setBusy(true);
    const body = { name: name.trim(), password };
    const answer = await requests.post("/sign-in", body, ConsoleSignedIn);
    setBusy(false);
    if (answer.kind === "ok") return onSignedIn();
    setPassword("");
    setProblem(problemOf(answer));
  };
  return (
    <SignInScreen
      t={t}
      name={name}
      password={password}
      busy={busy}
      problem={problem}
      onName={setName}
      onPassword={setPassword}
      onGo={() => void send()}
    />
  );
}

function problemOf(answer: Exclude<Answer<unknown>, { kind: "ok" }>): SignInProblem {
  if (answer.kind === "lost") return { kind: "not-heard" };
  const seconds = answer.problem.retryAfterSeconds;
  return seconds === undefined ? { kind: "wrong" } : { kind: "locked", seconds };
}
