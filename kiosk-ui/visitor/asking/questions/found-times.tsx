import { Button } from "../../../design/button.tsx";
import { timeInWords } from "../../../words/times.ts";
import { keyOf } from "../../journeys/run.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";

/** Several people fit what was said: their times tell them apart, and with whom; never a name of theirs. */
export function FoundTimes(props: QuestionProps) {
  const { tell, send, run, language } = props;
  const { appointments = [] } = run.found;
  const say = (said: string) => send({ type: "say", said });
  return (
    <Asked {...props}>
      <div class="asking-choices">
        {appointments.map(({ appointmentId, at, withWhom }) => (
          <Button key={appointmentId} wide icon="clock" onPress={() => say(appointmentId)}>
            {[timeInWords(at, language), withWhom].filter(Boolean).join(" · ")}
          </Button>
        ))}
        <Button wide onPress={() => say("none")}>
          {tell(`${keyOf(run)}.none`)}
        </Button>
      </div>
    </Asked>
  );
}
