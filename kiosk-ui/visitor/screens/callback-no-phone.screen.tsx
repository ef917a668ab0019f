import { ChoiceCard, Choices } from "../../design/choice-card.tsx";
import { Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** No phone is no obstacle: somebody trusted, or this very place. */
export function CallbackNoPhoneScreen({ frame, say, send }: ScreenProps) {
  return (
    <Screen frame={frame} name="callback-no-phone" heading={say("noPhone.title")}>
      <div class="two-choices">
        <Choices>
          <ChoiceCard
            picture="people"
            colour="moss"
            title={say("noPhone.trusted")}
            text={say("noPhone.trusted.text")}
            onPress={() => send({ type: "reach", kind: "trusted-person" })}
          />
          <ChoiceCard
            picture="hub"
            colour="sky"
            title={say("noPhone.comeBack")}
            text={say("noPhone.comeBack.text")}
            onPress={() => send({ type: "reach", kind: "come-back" })}
          />
        </Choices>
      </div>
    </Screen>
  );
}
