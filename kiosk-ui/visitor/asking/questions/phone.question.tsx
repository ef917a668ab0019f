import { Button } from "../../../design/button.tsx";
import { NumberField } from "../../../design/code-field.tsx";
import { Keypad } from "../../../design/keypad.tsx";
import { Acts } from "../../../design/screen.tsx";
import { groupNumber, mistakeIn, withKey } from "../../phone-entry.rules.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";

/** A number, on big keys and in groups. */
export function PhoneQuestion(props: QuestionProps) {
  const { tell, say, send, run, sending } = props;
  const number = String(run.entry);
  const enter = (entry: string) => send({ type: "enter", entry });
  const mistake = number.length > 4 ? mistakeIn(number) : "too-short";
  return (
    <Asked {...props}>
      <div class="entry">
        <div class="entry-field">
          <NumberField
            shown={groupNumber(number)}
            label={say("callback.digits", { count: number.replace("+", "").length })}
          />
        </div>
        <div class="entry-keys">
          <Keypad
            label={say("callback.number.pad")}
            eraseLabel={say("callback.erase")}
            onKey={(symbol) => enter(withKey(number, symbol))}
            onErase={() => enter(number.slice(0, -1))}
          />
        </div>
        <Acts>
          <Button
            kind="primary"
            wide
            resting={sending || mistake !== null}
            onPress={() => send({ type: "say", said: number })}
          >
            {tell("carryOn")}
          </Button>
        </Acts>
      </div>
    </Asked>
  );
}
