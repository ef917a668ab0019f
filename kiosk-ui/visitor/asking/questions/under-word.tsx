import { Icon } from "../../../design/picture.tsx";
import { dateInWords, timeInWords } from "../../../words/times.ts";
import { keyOf } from "../../journeys/run.ts";
import type { QuestionProps } from "./question-props.ts";

type Props = Pick<QuestionProps, "tell" | "run" | "language">;

/** What waits under somebody's word, where this place shows it. */
export function UnderWord(props: Props) {
  const place = keyOf(props.run);
  if (place === "messages.found") return <Messages {...props} />;
  return place === "progress.steps" ? <Steps {...props} /> : null;
}

function Messages({ tell, run, language }: Props) {
  return (
    <ul class="under-word">
      {run.found.underWord?.messages.map(({ messageId, text, expiresAt }) => (
        <li key={messageId} class="under-word-message">
          <p class="lead" dir="auto">
            {text}
          </p>
          <p class="small quiet">
            {tell("messages.expires", { date: dateInWords(expiresAt, language) })}
          </p>
        </li>
      ))}
    </ul>
  );
}

const stepWords = {
  new: "sent",
  read: "seen",
  planned: "planned",
  booked: "booked",
  closed: "closed",
} as const;

/** How far it is, oldest first; what is newer than this box has heard of is not known here, and it says so. */
function Steps({ tell, run, language }: Props) {
  const { progress = null, asOf = null } = run.found.underWord ?? {};
  return (
    <>
      <ol class="under-word">
        {progress?.steps.map(({ state, at }) => (
          <li key={`${state} ${at}`} class="under-word-step">
            <Icon name="circle-check" />
            <span class="lead">{tell(`progress.step.${stepWords[state]}`)}</span>
            <span class="quiet">{dateInWords(at, language)}</span>
          </li>
        ))}
      </ol>
      {asOf !== null && (
        <p class="small quiet">
          {tell("progress.asOf", {
            time: `${timeInWords(asOf, language)}, ${dateInWords(asOf, language)}`,
          })}
        </p>
      )}
    </>
  );
}
