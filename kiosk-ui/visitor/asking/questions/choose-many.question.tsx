import { Button } from "../../../design/button.tsx";
import { Acts } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { Asked } from "./asked.tsx";
import { pageOf } from "./offered.rules.ts";
import { Offered } from "./offered.tsx";
import type { QuestionProps } from "./question-props.ts";

/** As many as one likes. To pass it over is the same press as to go on. */
export function ChooseManyQuestion(props: QuestionProps) {
  const { tell, send, run, page, sending } = props;
  const { ask, skip } = stepAt(run);
  if (ask.kind !== "choose-many") return null;
  const ticked = typeof run.entry === "string" ? [] : run.entry;
  const { shown, hasMore } = pageOf(ask.options, page);
  const isNone = ticked.length === 0;
  return (
    <Asked {...props}>
      <Offered
        {...{ tell, run, ticked, options: shown }}
        onPress={(option) => send({ type: "toggle", option })}
      />
      <Acts beside>
        {hasMore && (
          <Button wide onPress={() => send({ type: "more-choices" })}>
            {tell("more")}
          </Button>
        )}
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
