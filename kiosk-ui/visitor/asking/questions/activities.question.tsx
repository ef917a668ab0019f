import { mayHaveChanged } from "@drop-in/contracts";
import { Button } from "../../../design/button.tsx";
import { Note } from "../../../design/note.tsx";
import { Acts } from "../../../design/screen.tsx";
import { dateInWords, timeInWords } from "../../../words/times.ts";
import { stepAt } from "../../journeys/journey.machine.ts";
import { PrintingNote } from "../../screens/printing-note.tsx";
import { activityOf, type Listed, listed, nextFor, wallNow } from "../activities.rules.ts";
import { Asked } from "./asked.tsx";
import { MoreChoices } from "./more-choices.tsx";
import { pageOf } from "./offered.rules.ts";
import { Offered } from "./offered.tsx";
import type { QuestionProps } from "./question-props.ts";

const AT_ONCE = 6;

/** What is on, the soonest first; where nothing is, that is said, and there is a way on. */
export function ActivityList(props: QuestionProps) {
  const { tell, send, run, state, page, language } = props;
  const all = listed(state, run);
  const { shown, hasMore } = pageOf(all, page, AT_ONCE);
  if (all.length === 0) {
    return (
      <Asked
        {...props}
        heading={tell("activities.list.none")}
        lead={tell("activities.list.none.text")}
      >
        <Acts>
          <Button kind="primary" wide onPress={() => send({ type: "say", said: "again" })}>
            {tell("again")}
          </Button>
        </Acts>
      </Asked>
    );
  }
  return (
    <Asked {...props}>
      <div class="asking-choices">
        {shown.map(({ activity, next }) => (
          <button
            key={activity.activityId}
            type="button"
            class="activity-line"
            onClick={() => send({ type: "say", said: activity.activityId })}
          >
            <span class="activity-name" lang="en">
              {activity.name}
            </span>
            <span class="quiet">{whenInWords(next, language)}</span>
          </button>
        ))}
      </div>
      <Acts>
        <MoreChoices {...{ tell, send, hasMore }} />
      </Acts>
    </Asked>
  );
}

/** One of them: when, where, what it costs, and how it is to get in. */
export function ActivityCard(props: QuestionProps) {
  const { tell, say, send, run, state, language } = props;
  const activity = activityOf(state, run);
  const { ask } = stepAt(run);
  if (!activity || ask.kind !== "choose" || typeof ask.options === "string") return null;
  const { screen } = state;
  const { day: today } = wallNow(state);
  const next = nextFor(state, run, activity);
  const printing = (screen.name === "asking" && screen.printing) || "not-asked";
  const lines = [
    ["when", whenInWords(next, language)],
    ["where", activity.place],
    ["cost", activity.cost ?? ""],
    ["access", activity.access],
  ] as const;
  return (
    <Asked {...props} heading={activity.name} lead={activity.about}>
      <dl class="activity-facts">
        {lines
          .filter(([, text]) => text !== "")
          .map(([name, text]) => (
            <div key={name}>
              <dt>{tell(`activities.card.${name}`)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {language.startsWith("en") || <p class="small quiet">{tell("activities.english")}</p>}
      {mayHaveChanged(activity, today) ? (
        <Note kind="honey" picture="hourglass">
          {tell("activities.card.old")}
        </Note>
      ) : (
        <p class="small quiet">
          {tell("activities.card.checked", {
            date: dateInWords(`${activity.checkedOn}T12:00:00Z`, language),
          })}
        </p>
      )}
      <PrintingNote say={say} printing={printing} />
      <Offered
        {...{ tell, run, options: ask.options }}
        onPress={(said) => send({ type: "say", said })}
      />
    </Asked>
  );
}

function whenInWords(next: Listed["next"], language: QuestionProps["language"]): string {
  if (!next) return "";
  // Times of a list are the wall's; said through a moment of that wall they are in the words of the language.
  const wall = (time: string) => timeInWords(`${next.day}T${time}:00Z`, language, "UTC");
  return `${dateInWords(`${next.day}T12:00:00Z`, language)}, ${wall(next.opensAt)} – ${wall(next.closesAt)}`;
}
