import { Button } from "../../../design/button.tsx";
import { NumberField } from "../../../design/code-field.tsx";
import { Acts } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { keyOf } from "../../journeys/run.ts";
import { titleOf } from "../question-words.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";

const HALF = 0.5;

/** A measure in half centimetres, by less and more. It begins in the middle of what is possible. */
export function CentimetresQuestion(props: QuestionProps) {
  const { tell, send, run, language } = props;
  const { ask } = stepAt(run);
  if (ask.kind !== "centimetres") return null;
  const { from, to } = ask;
  const value = run.entry === "" ? Math.round((from + to) / 2) : Number(run.entry);
  const enter = (next: number) =>
    send({ type: "enter", entry: String(Math.min(to, Math.max(from, next))) });
  return (
    <Asked {...props}>
      <NumberField shown={`${value} cm`} label={`${titleOf(tell, run, language)} ${value}`} />
      <div class="asking-steps">
        <Button wide onPress={() => enter(value - HALF)}>
          {tell(`${keyOf(run)}.less`)}
        </Button>
        <Button wide onPress={() => enter(value + HALF)}>
          {tell(`${keyOf(run)}.bigger`)}
        </Button>
      </div>
      <Acts>
        <Button kind="primary" wide onPress={() => send({ type: "say", said: value })}>
          {tell("carryOn")}
        </Button>
      </Acts>
    </Asked>
  );
}
