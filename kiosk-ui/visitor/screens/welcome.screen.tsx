import type { Language } from "@drop-in/contracts";
import { ChoiceCard, Choices } from "../../design/choice-card.tsx";
import { Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

type Props = ScreenProps & {
  vending: "ready" | "paused" | "none";
  languages: Record<Language, string>;
  hasActivities: boolean;
};

/** Keeps its own direction among names that read the other way. */
const apart = (name: string) => `\u2068${name}\u2069`;

/** The first thing anybody sees. Only what works here is offered. */
export function WelcomeScreen(props: Props) {
  const { frame, say, send, vending, languages, hasActivities } = props;
  // Only names in letters that are here from the start; the list behind it has all.
  const { ar, pl, ro, pt } = languages;
  const otherLanguages = [ar, pl, ro, pt].map(apart).concat("…").join(" · ");
  const collectText = vending === "paused" ? "welcome.collect.paused" : "welcome.collect.text";
  return (
    <Screen frame={frame} name="welcome" heading={say("welcome.title")}>
      <p class="lead">{say("welcome.lead")}</p>
      <div class="welcome-choices">
        <Choices>
          <ChoiceCard
            picture="wave"
            colour="sky"
            title={say("welcome.here")}
            text={say("welcome.here.text")}
            onPress={() => send({ type: "choose", choice: "here" })}
          />
          <ChoiceCard
            picture="speech"
            colour="moss"
            title={say("welcome.talk")}
            text={say("welcome.talk.text")}
            onPress={() => send({ type: "choose", choice: "talk" })}
          />
          <ChoiceCard
            picture="phone"
            colour="honey"
            title={say("welcome.callback")}
            text={say("welcome.callback.text")}
            onPress={() => send({ type: "choose", choice: "callback" })}
          />
          {vending !== "none" && (
            <ChoiceCard
              picture="box"
              colour="blush"
              title={say("welcome.collect")}
              text={say(collectText)}
              onPress={() => send({ type: "choose", choice: "collect" })}
            />
          )}
          {hasActivities ? (
            <ChoiceCard
              picture="sun"
              colour="lilac"
              title={say("welcome.activities")}
              text={say("welcome.activities.text")}
              onPress={() => send({ type: "choose", choice: "activities" })}
            />
          ) : (
            <ChoiceCard
              picture="globe"
              colour="lilac"
              title={say("welcome.language")}
              text={otherLanguages}
              onPress={() => send({ type: "language" })}
            />
          )}
          <ChoiceCard
            picture="paper"
            colour="sand"
            title={say("welcome.more")}
            text={say("welcome.more.text")}
            onPress={() => send({ type: "choose", choice: "more" })}
          />
        </Choices>
      </div>
      <p class="small quiet">{say("welcome.clears")}</p>
    </Screen>
  );
}
