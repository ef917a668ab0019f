import type { AttemptId, HelpId, StaffLive, UnresolvedAttempt } from "@drop-in/contracts";
import { minutesSince } from "../../clock/elapsed.ts";
import { Button } from "../../design/button.tsx";
import { Icon } from "../../design/picture.tsx";
import type { Words } from "../staff-words.ts";

type Props = {
  t: Words;
  help: StaffLive["help"];
  unresolved: readonly UnresolvedAttempt[];
  nowMs: number;
  onComing: (helpId: HelpId) => void;
  onLook: (attemptId: AttemptId) => void;
};

/**
 * What cannot wait, above everything: a machine does not know what it did, or somebody asked for a person.
 * The machine first: nobody stands beside it to remind us.
 */
export function NeedsYou({ t, help, unresolved, nowMs, onComing, onLook }: Props) {
  if (help.length === 0 && unresolved.length === 0) return null;
  // A safety question was answered with yes: before everything else.
  const afterStop = help.filter(({ screen }) => screen === "stopped");
  const others = help.filter(({ screen }) => screen !== "stopped");
  return (
    <section class="needs-you" aria-labelledby="needs-you">
      <h2 id="needs-you">{t("attention.title")}</h2>
      <ul aria-live="polite">
        {afterStop.map((call) => (
          <HelpCall key={call.helpId} {...{ t, call, nowMs, onComing }} words="attention.safety" />
        ))}
        {unresolved.map((attempt) => (
          <li key={attempt.attemptId} class="need">
            <Icon name="package" />
            <p class="need-words">
              <strong>
                {t("attention.attempt", { slot: attempt.slotId, item: itemOf(t, attempt) })}
              </strong>
              {` · ${storyOf(t, attempt)}. ${answerOf(t, attempt)}.`}
            </p>
            <Button onPress={() => onLook(attempt.attemptId)}>{t("attention.lookInside")}</Button>
          </li>
        ))}
        {others.map((call) => (
          <HelpCall key={call.helpId} {...{ t, call, nowMs, onComing }} words="attention.help" />
        ))}
      </ul>
    </section>
  );
}

type CallProps = Pick<Props, "t" | "nowMs" | "onComing"> & {
  call: Props["help"][number];
  words: "attention.safety" | "attention.help";
};

function HelpCall({ t, call, nowMs, onComing, words }: CallProps) {
  const { helpId, askedAt } = call;
  return (
    <li class={words === "attention.safety" ? "need need-now" : "need"}>
      <Icon name="hand-stop" />
      <p class="need-words">
        <strong>{t(words)}</strong>
        {` · ${t("attention.helpAgo", { count: minutesSince(askedAt, nowMs) })}`}
      </p>
      <Button onPress={() => onComing(helpId)}>{t("attention.coming")}</Button>
    </li>
  );
}

export function itemOf(
  t: Words,
  { name, side, size }: Pick<UnresolvedAttempt, "name" | "side" | "size">,
): string {
  return t("item", { name: name.en, side: t(`side.${side}`), size });
}

/** What the machine could prove, in words; never more than it proved. */
export function storyOf(t: Words, { outcome }: UnresolvedAttempt): string {
  return outcome.kind === "unclear"
    ? t(`attempt.last.${outcome.last}`)
    : t(`attempt.${outcome.kind}`);
}

export function answerOf(t: Words, { answer }: UnresolvedAttempt): string {
  return t(`attempt.answer.${answer ?? "none"}`);
}
