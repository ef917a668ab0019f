import { Button } from "../../../design/button.tsx";
import { Acts } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { Asked } from "./asked.tsx";
import { MoreChoices } from "./more-choices.tsx";
import { optionsAtOnce, pageOf } from "./offered.rules.ts";
import { Offered } from "./offered.tsx";
import type { QuestionProps } from "./question-props.ts";

/** As many as one likes. To pass it over is the same press as to go on. */
export function ChooseManyQuestion(props: QuestionProps) {
  const { tell, send, run, page, sending } = props;
  const { ask, skip } = stepAt(run);
  if (ask.kind !== "choose-many") return null;
  const ticked = typeof run.entry === "string" ? [] : run.entry;
  const { shown, hasMore } = pageOf(ask.options, page, optionsAtOnce(ask.options));
  const isNone = ticked.length === 0;
  return (
    <Asked {...props}>
      <Offered
        {...{ tell, run, ticked, options: shown }}
        onPress={(option) => send({ type: "toggle", option })}
      />
      <Acts beside>
        <MoreChoices {...{ tell, send, hasMore }} />
        <Button
          kind="primary"
          wide
          resting={sending || (isNone && !skip)}
          onPress={() => send({ type: "say", said: isNone ? undefined : ticked })}
        >
          {tell(isNone && skip ? "skip" : "carryOn")}
        </Button>
      </Acts>
    </Asked>
  );
}
