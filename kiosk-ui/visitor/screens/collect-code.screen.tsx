import { codeLength } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { CodeField } from "../../design/code-field.tsx";
import { LetterGrid } from "../../design/keypad.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { MistakeNote } from "./mistake-note.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  typed: string;
  covered: boolean;
  /** How many symbols are covered now: the newest stays readable for a moment. */
  masked: number;
  typo: boolean;
  sending: boolean;
};

/** Eight symbols on big keys. A slip of one letter is noticed here, before anybody is asked. */
export function CollectCodeScreen(props: Props) {
  const { frame, say, send, typed, covered, masked, typo, sending } = props;
  return (
    <Screen frame={frame} name="collect-code" heading={say("code.title")}>
      <div class="entry entry-code">
        <div class="entry-field">
          <MistakeNote say={say} text={typo ? say("code.typo") : null} />
          <CodeField
            typed={typed}
            length={codeLength}
            masked={masked}
            label={say("code.typed", { count: typed.length })}
          />
          <Button
            size="small"
            icon={covered ? "eye" : "eye-off"}
            onPress={() => send({ type: "cover-code" })}
          >
            {say(covered ? "code.uncover" : "code.cover")}
          </Button>
        </div>
        <div class="entry-keys">
          <LetterGrid
            label={say("code.grid")}
            eraseLabel={say("code.erase")}
            onKey={(symbol) => send({ type: "key", symbol })}
            onErase={() => send({ type: "erase" })}
          />
        </div>
        <Acts>
          <Button
            kind="primary"
            wide
            resting={sending || typed.length < codeLength}
            onPress={() => send({ type: "next" })}
          >
            {say("code.next")}
          </Button>
        </Acts>
      </div>
    </Screen>
  );
}
