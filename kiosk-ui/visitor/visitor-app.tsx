import { IdleDialog } from "../design/idle-dialog.tsx";
import type { Asking } from "./asking/asking.ts";
import { EasierScreen, LanguageScreen } from "./screens/choosing.screens.tsx";
import { PersonScreen } from "./screens/person.screen.tsx";
import { HiddenScreen, RestScreen, StartingScreen } from "./screens/quiet-screens.tsx";
import { isResting, secondsLeft } from "./turn.machine.ts";
import { frameFor, MiddleView } from "./view.tsx";
import type { Input, VisitorState } from "./visitor-state.ts";
import { languageNames, type Say } from "./visitor-words.ts";

type Props = {
  state: VisitorState;
  /** What asks questions; null until it was fetched. */
  asking: Asking | null;
  say: Say;
  send: (input: Input) => void;
};

/** The whole page as a function of the state. What is covered is not drawn at all, so it cannot be read. */
export function VisitorApp({ state, asking, say, send }: Props) {
  if (isResting(state)) return <RestScreen say={say} />;
  if (state.live === null) return <StartingScreen say={say} />;
  const bars = { say, send, frame: frameFor(state, say, send) };
  const stay = () => send({ type: "stay" });
  switch (state.overlay?.name) {
    case undefined:
      return <MiddleView {...bars} {...{ state, asking }} />;
    case "language":
      return <LanguageScreen {...bars} language={state.language} names={languageNames} />;
    case "easier":
      return <EasierScreen {...bars} ease={state.ease} />;
    case "person":
      return <PersonScreen {...bars} help={state.help} failed={state.overlay.failed} />;
    case "hidden":
      return <HiddenScreen say={say} onShow={() => send({ type: "hide" })} />;
    case "leave": {
      const { why } = state.overlay;
      return (
        <IdleDialog
          picture={why === "callback" ? "phone" : "hand"}
          heading={say(`leave.${why}`)}
          lines={[say(`leave.${why}.text`)]}
          stay={say("leave.stay")}
          onStay={stay}
          leave={{ word: say("leave.go"), onPress: () => send({ type: "leave" }) }}
        />
      );
    }
    default:
      return (
        <IdleDialog
          picture="wave"
          heading={say("idle.title")}
          lines={[say("idle.text"), countdown(say, secondsLeft(state))]}
          stay={say("idle.stay")}
          onStay={stay}
          leave={{ word: say("idle.leave"), onPress: () => send({ type: "leave" }) }}
        />
      );
  }
}

/** Counts in tens and only in the last half minute: a number that changes every second is a worry, not a help. */
function countdown(say: Say, seconds: number): string {
  const shown = Math.min(30, Math.max(10, Math.ceil(seconds / 10) * 10));
  return say("idle.left", { count: shown });
}
