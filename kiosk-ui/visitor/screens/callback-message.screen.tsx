import { ChoiceCard, Choices } from "../../design/choice-card.tsx";
import { Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

/** Whether a message may be left: somebody else may hear it, so both answers are as big. */
export function CallbackMessageScreen({ frame, say, send }: ScreenProps) {
  return (
    <Screen frame={frame} name="callback-message" heading={say("message.title")}>
      <p class="lead">{say("message.lead")}</p>
      <div class="two-choices">
        <Choices>
          <ChoiceCard
            picture="speech"
            colour="moss"
            title={say("message.yes")}
            onPress={() => send({ type: "leave-message", ok: true })}
          />
          <ChoiceCard
            picture="hush"
            colour="lilac"
            title={say("message.no")}
            onPress={() => send({ type: "leave-message", ok: false })}
          />
        </Choices>
      </div>
    </Screen>
  );
}
