import { ChoiceCard, Choices } from "../../design/choice-card.tsx";
import { Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "../screens/screen-props.ts";
import type { Tell } from "./journey-words.ts";

/** What is asked for less often. Only what works here is offered. */
export function MoreScreen({ frame, send, tell }: ScreenProps & { tell: Tell }) {
  return (
    <Screen frame={frame} name="more" heading={tell("more.title")}>
      <div class="six-choices">
        <Choices>
          <ChoiceCard
            picture="paper"
            colour="sky"
            title={tell("more.refer")}
            text={tell("more.refer.text")}
            onPress={() => send({ type: "choose", choice: "refer" })}
          />
          <ChoiceCard
            picture="hourglass"
            colour="blush"
            title={tell("more.progress")}
            onPress={() => send({ type: "choose", choice: "progress" })}
          />
          <ChoiceCard
            picture="letters"
            colour="sand"
            title={tell("more.messages")}
            text={tell("more.messages.text")}
            onPress={() => send({ type: "choose", choice: "messages" })}
          />
          <ChoiceCard
            picture="phone"
            colour="lilac"
            title={tell("more.change-call")}
            text={tell("more.change-call.text")}
            onPress={() => send({ type: "choose", choice: "change-call" })}
          />
          <ChoiceCard
            picture="speech"
            colour="honey"
            title={tell("more.feedback")}
            onPress={() => send({ type: "choose", choice: "feedback" })}
          />
          <ChoiceCard
            picture="people"
            colour="moss"
            title={tell("more.equality")}
            text={tell("equality.start.lead")}
            onPress={() => send({ type: "choose", choice: "equality" })}
          />
        </Choices>
      </div>
    </Screen>
  );
}
