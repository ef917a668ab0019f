import { Button } from "../../design/button.tsx";
import { NumberField } from "../../design/code-field.tsx";
import { Keypad } from "../../design/keypad.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { groupNumber, type NumberMistake } from "../phone-entry.rules.ts";
import type { Phone } from "../visitor-state.ts";
import { MistakeNote } from "./mistake-note.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  whose: Phone;
  number: string;
  mistake: NumberMistake | null;
  sending: boolean;
};

/** A number, typed on big keys and shown in groups. A mistake is explained and nothing is thrown away. */
export function CallbackNumberScreen({ frame, say, send, whose, number, mistake, sending }: Props) {
  const digits = number.replace("+", "").length;
  return (
    <Screen
      frame={frame}
      name={`callback-number-${whose}`}
      heading={say(`callback.number.${whose}`)}
    >
      <p class="lead">{say(`callback.number.${whose}.lead`)}</p>
      <div class="entry">
        <div class="entry-field">
          <MistakeNote say={say} text={mistake === null ? null : say(`problem.${mistake}`)} />
          <NumberField
            shown={groupNumber(number)}
            label={say("callback.digits", { count: digits })}
          />
        </div>
        <div class="entry-keys">
          <Keypad
            label={say("callback.number.pad")}
            eraseLabel={say("callback.erase")}
            onKey={(symbol) => send({ type: "key", symbol })}
            onErase={() => send({ type: "erase" })}
          />
        </div>
        <Acts>
          <Button kind="primary" wide resting={sending} onPress={() => send({ type: "next" })}>
            {say("callback.next")}
          </Button>
          {whose === "phone" && (
            <Button wide onPress={() => send({ type: "no-phone" })}>
              {say("callback.noPhone")}
            </Button>
          )}
        </Acts>
      </div>
    </Screen>
  );
}
