import { stepAt } from "../journeys/journey.machine.ts";
import type { ScreenProps } from "../screens/screen-props.ts";
import type { VisitorState } from "../visitor-state.ts";
import { tellIn } from "./journey-words.ts";
import { MoreScreen } from "./more.screen.tsx";
import { questionViews } from "./questions/question-views.ts";
import { SentScreen } from "./sent.screen.tsx";
import { StoppedScreen } from "./stopped.screen.tsx";

export type AskingProps = ScreenProps & { state: VisitorState };

/** Whatever a journey shows: its question, that a person has to help, or what was sent. */
export function AskingView({ state, ...bars }: AskingProps) {
  const { screen, language, sending } = state;
  const tell = tellIn(language);
  switch (screen.name) {
    case "asking": {
      const { ask } = stepAt(screen.run);
      const View = questionViews[ask.kind];
      const { run, page } = screen;
      return <View {...bars} {...{ tell, run, page, language, sending }} state={state} />;
    }
    case "stopped":
      return <StoppedScreen {...bars} tell={tell} screen={screen} help={state.help} />;
    case "sent":
      return <SentScreen {...bars} tell={tell} screen={screen} />;
    default:
      return <MoreScreen {...bars} tell={tell} />;
  }
}
