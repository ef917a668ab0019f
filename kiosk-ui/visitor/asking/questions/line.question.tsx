import { Button } from "../../../design/button.tsx";
import { LetterKeys } from "../../../design/letter-keys.tsx";
import { Acts } from "../../../design/screen.tsx";
import { stepAt } from "../../journeys/journey.machine.ts";
import { titleOf } from "../question-words.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";

const MOST = { name: 40, words: 200 } as const;

/** A few words of one's own, on keys of one's own letters. */
export function LineQuestion(props: QuestionProps) {
  const { tell, say, send, run, language, sending } = props;
  const typed = String(run.entry);
  const { skip } = stepAt(run);
  const most = run.step === "name" ? MOST.name : MOST.words;
  const enter = (entry: string) => send({ type: "enter", entry: entry.slice(0, most) });
  const isEmpty = typed.trim() === "";
  return (
    <Asked {...props}>
      <p class="asking-typed" dir="auto" aria-live="off">
        {typed}
        <span class="asking-caret" />
      </p>
      <LetterKeys
        language={language}
        words={{
          keys: titleOf(tell, run, language),
          space: tell("keys.space"),
          erase: say("callback.erase"),
          digits: tell("keys.digits"),
          letters: tell("keys.letters"),
        }}
        typed={typed}
        onType={enter}
      />
      <Acts>
        <Button
          kind="primary"
          wide
          resting={sending || (isEmpty && !skip)}
          onPress={() => send({ type: "say", said: isEmpty ? undefined : typed.trim() })}
        >
          {tell(isEmpty && skip ? "skip" : "carryOn")}
        </Button>
      </Acts>
    </Asked>
  );
}
