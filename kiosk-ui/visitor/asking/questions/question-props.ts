import type { Language } from "@drop-in/contracts";
import type { Run } from "../../journeys/run.ts";
import type { ScreenProps } from "../../screens/screen-props.ts";
import type { VisitorState } from "../../visitor-state.ts";
import type { Tell } from "../journey-words.ts";

/** What every kind of question is given. `page`: which of its choices, where they are many. */
export type QuestionProps = ScreenProps & {
  tell: Tell;
  run: Run;
  page: number;
  language: Language;
  sending: boolean;
  state: VisitorState;
};
