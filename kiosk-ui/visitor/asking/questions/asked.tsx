import type { ComponentChildren } from "preact";
import { Screen } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { keyOf } from "../../journeys/run.ts";
import { leadOf, titleOf } from "../question-words.ts";
import type { QuestionProps } from "./question-props.ts";

type Props = Pick<QuestionProps, "frame" | "tell" | "run" | "language"> & {
  children: ComponentChildren;
  /** Apart from the place, where one place asks several things. */
  part?: string;
  heading?: string;
  lead?: string | null;
};

/** The one question, what is said under it, and what there is to read first. */
export function Asked({ frame, tell, run, language, children, part = "", ...other }: Props) {
  const { heading = titleOf(tell, run, language), lead = leadOf(tell, run, language) } = other;
  const { lines = [] } = stepAt(run);
  return (
    <Screen frame={frame} name={`${keyOf(run)}${part}`} heading={heading}>
      {lead !== null && <p class="lead">{lead}</p>}
      {lines.length > 0 && (
        <ul class="asking-lines">
          {lines.map((line) => (
            <li key={line}>{tell(`${keyOf(run)}.${line}`)}</li>
          ))}
        </ul>
      )}
      {children}
    </Screen>
  );
}
