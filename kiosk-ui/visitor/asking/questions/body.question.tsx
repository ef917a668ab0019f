import { BodyArea } from "@drop-in/contracts";
import { Button } from "../../../design/button.tsx";
import { Asked } from "./asked.tsx";
import { BodyDrawing } from "./body-drawing.tsx";
import type { QuestionProps } from "./question-props.ts";

/** Where it is: a body to touch, and every part of it as a word. */
export function BodyQuestion(props: QuestionProps) {
  const { tell, send, run } = props;
  const say = (said: BodyArea) => send({ type: "say", said });
  return (
    <Asked {...props}>
      <div class="asking-body">
        <BodyDrawing chosen={String(run.entry)} onPress={say} />
        <div class="asking-areas">
          {BodyArea.options.map((area) => (
            <Button key={area} size="small" wide onPress={() => say(area)}>
              {tell(`area.${area}`)}
            </Button>
          ))}
        </div>
      </div>
    </Asked>
  );
}
