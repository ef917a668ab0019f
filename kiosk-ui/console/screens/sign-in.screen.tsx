import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../design/button.tsx";
import { Picture } from "../../design/picture.tsx";
import type { Words } from "../console-words.ts";

export type SignInProblem =
  | { kind: "wrong" | "not-heard" | "empty" }
  | { kind: "locked"; seconds: number };

type Props = {
  t: Words;
  name: string;
  password: string;
  busy: boolean;
  problem: SignInProblem | null;
  onName: (name: string) => void;
  onPassword: (password: string) => void;
  onGo: () => void;
};

/** Name and password, each with its word above it. What went wrong is said first. */
export function SignInScreen(props: Props) {
  const { t, name, password, busy, problem, onName, onPassword, onGo } = props;
  return (
    <main class="sign-in">
      <form
        class="sign-in-card"
        onSubmit={(event) => {
          event.preventDefault();
          onGo();
        }}
      >
        <Picture name="hub" />
        <h1>{t("signIn.title")}</h1>
        <p>{t("signIn.lead")}</p>
        <ProblemSummary t={t} problem={problem} />
        <label class="field">
          <span class="field-label">{t("signIn.name")}</span>
          <input
            class="text-field"
            type="text"
            autocomplete="username"
            value={name}
            onInput={({ currentTarget }) => onName(currentTarget.value)}
          />
        </label>
        <label class="field">
          <span class="field-label">{t("signIn.password")}</span>
          <input
            class="text-field"
            type="password"
            autocomplete="current-password"
            value={password}
            onInput={({ currentTarget }) => onPassword(currentTarget.value)}
          />
        </label>
        <Button kind="primary" wide resting={busy} onPress={onGo}>
          {t("signIn.go")}
        </Button>
        <button type="submit" class="for-the-ear" tabIndex={-1} aria-hidden="true">
          {t("signIn.go")}
        </button>
      </form>
    </main>
  );
}

function ProblemSummary({ t, problem }: Pick<Props, "t" | "problem">) {
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => summary.current?.focus(), [problem]);
  if (problem === null) return null;
  return (
    <div class="calm-note" ref={summary} tabIndex={-1} role="alert">
      <h2>{t("signIn.problemTitle")}</h2>
      <p>
        {t(`signIn.${problem.kind}`, problem.kind === "locked" ? { count: problem.seconds } : {})}
      </p>
    </div>
  );
}
