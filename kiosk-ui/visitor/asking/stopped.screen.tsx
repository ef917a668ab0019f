import type { HelpView } from "@drop-in/contracts";
import { Button } from "../../design/button.tsx";
import { Note } from "../../design/note.tsx";
import { Acts, Screen } from "../../design/screen.tsx";
import { StopScreen } from "../../design/stop-screen.tsx";
import { journeys } from "../journeys/journeys.ts";
import type { ScreenProps } from "../screens/screen-props.ts";
import type { Screen as Shown } from "../visitor-state.ts";
import type { Tell } from "./journey-words.ts";

type Stopped = Extract<Shown, { name: "stopped" }>;
type Props = ScreenProps & { tell: Tell; screen: Stopped; help: HelpView | null };

/** Calm words, and a person. Nothing here says what somebody has, and nothing is counted against them. */
export function StoppedScreen({ frame, send, tell, screen, help }: Props) {
  const { heading, text } = wordsFor(screen.why);
  return (
    <Screen frame={frame} name={`stopped-${screen.why}`} heading={tell(heading)}>
      <div role="alert">
        <StopScreen picture="hand" lines={[tell(text)]} />
      </div>
      {help !== null && <Note picture="greeting">{tell("stop.asked")}</Note>}
      <Acts>
        <Button kind="primary" wide icon="hand-stop" onPress={() => send({ type: "person" })}>
          {tell("stop.here")}
        </Button>
        {goesOn(screen) && (
          <Button wide onPress={() => send({ type: "go-on" })}>
            {tell("carryOn")}
          </Button>
        )}
      </Acts>
    </Screen>
  );
}

function wordsFor(why: Stopped["why"]): { heading: string; text: string } {
  switch (why) {
    case "no-questions":
      return { heading: "contentOld", text: "contentOld.text" };
    case "too-many-tries":
      return { heading: "here.tooMany", text: "here.tooMany.text" };
    default:
      return { heading: `safety.outcome.${why}`, text: `safety.outcome.${why}.text` };
  }
}

/** What was asked for before the check is not lost where the journey keeps it. */
function goesOn({ run }: Stopped): boolean {
  const journey = run.after.at(-1)?.journey;
  return journey !== undefined && journeys[journey].afterStop !== undefined;
}
