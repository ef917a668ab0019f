import type { VisitNeed } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { type CardColour, ChoiceCard, Choices } from "../../design/choice-card.tsx";
import type { PictureName } from "../../design/pictures.ts";
import { Acts, Screen } from "../../design/screen.tsx";
import type { ScreenProps } from "./screen-props.ts";

const needs: { need: VisitNeed; picture: PictureName; colour: CardColour }[] = [
  { need: "interpreter", picture: "interpreter", colour: "sky" },
  { need: "come-and-find-me", picture: "eye", colour: "moss" },
  { need: "step-free", picture: "wheelchair", colour: "sand" },
  { need: "quiet-place", picture: "leaf", colour: "lilac" },
];

/** One optional question. To skip it is the same press as to answer it. */
export function NeedsScreen({
  frame,
  say,
  send,
  chosen,
  sending,
}: ScreenProps & { chosen: VisitNeed[]; sending: boolean }) {
  return (
    <Screen frame={frame} name="needs" heading={say("needs.title")}>
      <p class="lead">{say("needs.lead")}</p>
      <div class="four-choices">
        <Choices>
          {needs.map(({ need, picture, colour }) => (
            <ChoiceCard
              key={need}
              picture={picture}
              colour={colour}
              title={say(`needs.${need}`)}
              text={say(`needs.${need}.text`)}
              chosen={{ is: chosen.includes(need), word: say("needs.chosen") }}
              onPress={() => send({ type: "toggle-need", need })}
            />
          ))}
        </Choices>
      </div>
      <Acts>
        <Button kind="primary" wide resting={sending} onPress={() => send({ type: "check-in" })}>
          {say(chosen.length === 0 ? "needs.none" : "needs.carryOn")}
        </Button>
      </Acts>
    </Screen>
  );
}
