import type { FunctionComponent } from "preact";
import type { Question } from "../../journeys/journey.ts";
import { BodyQuestion } from "./body.question.tsx";
import { CentimetresQuestion } from "./centimetres.question.tsx";
import { CheckQuestion } from "./check.question.tsx";
import { ChooseQuestion } from "./choose.question.tsx";
import { ChooseManyQuestion } from "./choose-many.question.tsx";
import { DayQuestion, LetterQuestion, MonthQuestion } from "./keys.questions.tsx";
import { LineQuestion } from "./line.question.tsx";
import { PhoneQuestion } from "./phone.question.tsx";
import type { QuestionProps } from "./question-props.ts";
import { ReadQuestion } from "./read.question.tsx";
import { SafetyQuestionView } from "./safety.question.tsx";
import { TicketWordQuestion } from "./ticket-word.question.tsx";

/** One view for each kind of question. */
export const questionViews: Readonly<Record<Question["kind"], FunctionComponent<QuestionProps>>> = {
  choose: ChooseQuestion,
  "choose-many": ChooseManyQuestion,
  day: DayQuestion,
  month: MonthQuestion,
  letter: LetterQuestion,
  phone: PhoneQuestion,
  "ticket-word": TicketWordQuestion,
  lot: LineQuestion,
  line: LineQuestion,
  body: BodyQuestion,
  centimetres: CentimetresQuestion,
  read: ReadQuestion,
  check: CheckQuestion,
  safety: SafetyQuestionView,
};
