import { Button } from "../../../design/button.tsx";
import { Acts } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { keyOf } from "../../journeys/run.ts";
import { ActivityCard, ActivityList } from "./activities.question.tsx";
import { Asked } from "./asked.tsx";
import { FoundTimes } from "./found-times.tsx";
import { MoreChoices } from "./more-choices.tsx";
import { optionsAtOnce, pageOf } from "./offered.rules.ts";
import { Offered } from "./offered.tsx";
import type { QuestionProps } from "./question-props.ts";
import { UnderWord } from "./under-word.tsx";

/** One press answers. */
export function ChooseQuestion(props: QuestionProps) {
  const { tell, send, run, page } = props;
  const { ask, skip } = stepAt(run);
  if (ask.kind !== "choose") return null;
  const place = keyOf(run);
  if (place === "activities.card") return <ActivityCard {...props} />;
  if (ask.options === "content") return <ActivityList {...props} />;
  if (typeof ask.options === "string") return <FoundTimes {...props} />;
  const { shown, hasMore } = pageOf(ask.options, page, optionsAtOnce(ask.options));
  return (
    <Asked {...props}>
      <UnderWord {...props} />
      <Offered {...{ tell, run, options: shown }} onPress={(said) => send({ type: "say", said })} />
      <Acts beside>
        <MoreChoices {...{ tell, send, hasMore }} />
        {skip && (
          <Button wide onPress={() => send({ type: "say", said: undefined })}>
            {tell("skip")}
          </Button>
        )}
      </Acts>
    </Asked>
  );
}
