import { useState } from "preact/hooks";
import { Button } from "../../../design/button.tsx";
import { Acts } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { titleOf } from "../question-words.ts";
import { askedOf, saidInWords } from "../said-words.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";

/** All that was said, each to be changed in its place. What others must not read is covered until it is asked for. */
export function CheckQuestion(props: QuestionProps) {
  const { tell, send, run, language, sending } = props;
  const [isOpen, setIsOpen] = useState(false);
  const { ask } = stepAt(run);
  if (ask.kind !== "check") return null;
  return (
    <Asked {...props} lead={tell("check.lead")}>
      <dl class="asking-check">
        {askedOf(run, ask.asks).map((step) => {
          const place = { ...run, step };
          const question = titleOf(tell, place, language);
          const said = saidInWords(tell, run, step);
          const covered = said !== null && stepAt(place).personal === true && !isOpen;
          return (
            <div key={step} class="asking-check-row">
              <dt>{question}</dt>
              <dd>
                {covered ? (
                  <Button size="small" icon="eye" onPress={() => setIsOpen(true)}>
                    {tell("check.hidden")}
                  </Button>
                ) : (
                  <bdi>{said ?? tell("check.notSaid")}</bdi>
                )}
              </dd>
              <dd>
                <Button size="small" onPress={() => send({ type: "change-answer", step })}>
                  {tell("change")}
                  <span class="for-the-ear"> {question}</span>
                </Button>
              </dd>
            </div>
          );
        })}
      </dl>
      <Acts>
        <Button
          kind="primary"
          wide
          resting={sending}
          onPress={() => send({ type: "say", said: undefined })}
        >
          {tell("check.send")}
        </Button>
      </Acts>
    </Asked>
  );
}
