import { useHeadingFocus } from "../../design/heading-focus.ts";
import { Icon, Picture } from "../../design/picture.tsx";
import { PIN_LENGTH, type SignInProblem } from "../sign-in.view.ts";
import type { Words } from "../staff-words.ts";

type Props = {
  t: Words;
  typed: number;
  problem: SignInProblem | null;
  onDigit: (digit: string) => void;
  onDelete: () => void;
};

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** The PIN pad. Six numbers and it goes by itself; a wrong PIN is said calmly and can be typed again. */
export function SignInScreen({ t, typed, problem, onDigit, onDelete }: Props) {
  const heading = useHeadingFocus("sign-in");
  const locked = problem?.kind === "locked";
  return (
    <main
      class="sign-in"
      onKeyDown={({ key }) => {
        if (/^\d$/.test(key)) onDigit(key);
        if (key === "Backspace") onDelete();
      }}
    >
      <section class="sign-in-words">
        <Picture name="wave" />
        <h1 ref={heading} tabIndex={-1}>
          {t("signIn.title")}
        </h1>
        <p>{t("signIn.lead")}</p>
        <p class="sign-in-problem" role="status">
          {problem !== null && (
            <span class="calm-note">{t(`signIn.${problem.kind}`, countOf(problem))}</span>
          )}
        </p>
      </section>
      <section class="pin-pad">
        <Dots t={t} typed={typed} />
        <div class="pin-keys">
          {digits.map((digit) => (
            <Key key={digit} digit={digit} disabled={locked} onDigit={onDigit} />
          ))}
          <span />
          <Key digit="0" disabled={locked} onDigit={onDigit} />
          <button type="button" class="pin-key" disabled={typed === 0} onClick={onDelete}>
            <Icon name="backspace" />
            <span class="for-the-ear">{t("signIn.delete")}</span>
          </button>
        </div>
      </section>
    </main>
  );
}

function Dots({ t, typed }: { t: Words; typed: number }) {
  return (
    <p class="pin-dots">
      <span class="for-the-ear" role="status">
        {t("signIn.entered", { count: typed })}
      </span>
      {Array.from({ length: PIN_LENGTH }, (_, place) => (
        <span key={place} class={place < typed ? "dot dot-typed" : "dot"} aria-hidden="true" />
      ))}
    </p>
  );
}

type KeyProps = { digit: string; disabled: boolean; onDigit: (digit: string) => void };

function Key({ digit, disabled, onDigit }: KeyProps) {
  return (
    <button type="button" class="pin-key" disabled={disabled} onClick={() => onDigit(digit)}>
      {digit}
    </button>
  );
}

function countOf(problem: SignInProblem): Record<string, number> {
  return problem.kind === "locked" ? { count: problem.seconds } : {};
}
