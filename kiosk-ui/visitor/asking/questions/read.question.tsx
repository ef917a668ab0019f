import { Button } from "../../../design/button.tsx";
import { Acts } from "../../../design/screen.tsx";
import { StopScreen } from "../../../design/stop-screen.tsx";
import { keyOf } from "../../journeys/run.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";
import { UnderWord } from "./under-word.tsx";

/** Something to know. One press goes on. */
export function ReadQuestion(props: QuestionProps) {
  const { tell, send, run } = props;
  return (
    <Asked {...props}>
      {run.found.underWord ? (
        <UnderWord {...props} />
      ) : (
        <StopScreen picture="lamp" lines={[tell(`${keyOf(run)}.text`)]} />
      )}
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "say", said: undefined })}>
          {tell("carryOn")}
        </Button>
      </Acts>
    </Asked>
  );
}
