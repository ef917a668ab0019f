import { Button } from "../../../design/button.tsx";
import { Acts } from "../../../design/screen.tsx";
import type { Option } from "../../journeys/journey.ts";
import type { JourneyPicture } from "../../journeys/journey-pictures.ts";
import { Asked } from "./asked.tsx";
import { Offered } from "./offered.tsx";
import type { QuestionProps } from "./question-props.ts";

const pictures: Readonly<Record<string, JourneyPicture>> = {
  yes: "tick",
  no: "cross",
  "not-sure": "question",
  me: "greeting",
  other: "people",
  child: "child",
};
/** Those whose words all questions share. */
const shared: Readonly<Record<string, string>> = {
  yes: "safety.yes",
  no: "safety.no",
  "not-sure": "safety.notSure",
  skip: "safety.skip",
};

/** One question of the safety check, as its content has it. Unsure is an answer here. */
export function SafetyQuestionView(props: QuestionProps) {
  const { tell, send, run, state } = props;
  const questionId = String(run.entry);
  const question = state.content?.safetyScreen?.questions.find(
    (one) => one.questionId === questionId,
  );
  if (!question) return null;
  const options = Object.keys(question.answers)
    .filter((id) => id !== "skip")
    .map((id): Option => {
      const words = shared[id] ?? `safety.${questionId}.${id}`;
      return { id, picture: pictures[id] ?? "question", words };
    });
  const say = (said: string) => send({ type: "say", said });
  const help = question.help ? tell(`safety.${questionId}.help`) : null;
  return (
    <Asked {...props} part={`-${questionId}`} lead={help}>
      <Offered {...{ tell, run, options }} onPress={say} />
      {state.content?.draft && <p class="small quiet">{tell("draft")}</p>}
      {"skip" in question.answers && (
        <Acts>
          <Button wide onPress={() => say("skip")}>
            {tell("safety.skip")}
          </Button>
        </Acts>
      )}
    </Asked>
  );
}
