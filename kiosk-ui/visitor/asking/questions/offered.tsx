import { Button } from "../../../design/button.tsx";
import { type CardColour, ChoiceCard, Choices } from "../../../design/choice-card.tsx";
import type { Option } from "../../journeys/journey.ts";
import type { Run } from "../../journeys/run.ts";
import { drawnForJourneys } from "../journey-drawings.ts";
import type { Tell } from "../journey-words.ts";
import { optionKey } from "../question-words.ts";
import { areLines } from "./offered.rules.ts";

type Props = {
  tell: Tell;
  run: Run;
  options: readonly Option[];
  /** Those ticked, where several may be. */
  ticked?: readonly string[] | undefined;
  onPress: (option: string) => void;
};

const colours: readonly CardColour[] = ["sky", "moss", "honey", "blush", "sand", "lilac"];
/** Few are big; three stand one under another, or side by side where the screen lies. */
const shapes = ["", "two-choices", "two-choices", "three-choices", "four-choices"];

/** Options as cards with pictures; where no picture would be right, as lines. */
export function Offered({ tell, run, options, ticked, onPress }: Props) {
  const chosen = (id: string) => ticked && { is: ticked.includes(id), word: tell("chosen") };
  if (areLines(options)) return <Lines {...{ tell, run, options, onPress }} />;
  return (
    <div class={shapes[options.length] ?? "six-choices"}>
      <Choices>
        {options.map((option, place) => {
          const key = optionKey(run, option);
          const is = chosen(option.id);
          return (
            <ChoiceCard
              key={option.id}
              picture={drawnForJourneys(option.picture)}
              colour={colours[place % colours.length] ?? "sand"}
              title={tell(key)}
              {...(option.text ? { text: tell(`${key}.text`) } : {})}
              {...(is ? { chosen: is } : {})}
              onPress={() => onPress(option.id)}
            />
          );
        })}
      </Choices>
    </div>
  );
}

function Lines({ tell, run, options, onPress }: Props) {
  return (
    <div class="asking-choices">
      {options.map((option) => (
        <Button key={option.id} wide onPress={() => onPress(option.id)}>
          {tell(optionKey(run, option))}
        </Button>
      ))}
    </div>
  );
}
