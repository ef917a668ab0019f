import { formatOf } from "@drop-in/contracts";
import { SymbolGrid } from "../../../design/keypad.tsx";
import { titleOf } from "../question-words.ts";
import { Asked } from "./asked.tsx";
import type { QuestionProps } from "./question-props.ts";

const days = Array.from({ length: 31 }, (_, day) => day + 1);
const months = Array.from({ length: 12 }, (_, month) => month + 1);
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** The day of a birthday: one press. */
export function DayQuestion(props: QuestionProps) {
  const { send, tell, run, language } = props;
  return (
    <Asked {...props}>
      <SymbolGrid
        label={titleOf(tell, run, language)}
        columns={7}
        symbols={days.map((day) => ({ id: String(day), shown: String(day) }))}
        onPress={(day) => send({ type: "say", said: Number(day) })}
      />
    </Asked>
  );
}

/** Its month, by its name. */
export function MonthQuestion(props: QuestionProps) {
  const { send, tell, run, language } = props;
  const format = new Intl.DateTimeFormat(formatOf(language), { month: "long", timeZone: "UTC" });
  const shown = (month: number) => format.format(Date.UTC(2000, month - 1, 1));
  return (
    <Asked {...props}>
      <SymbolGrid
        label={titleOf(tell, run, language)}
        columns={3}
        symbols={months.map((month) => ({ id: String(month), shown: shown(month) }))}
        onPress={(month) => send({ type: "say", said: Number(month) })}
      />
    </Asked>
  );
}

/** One letter. The last key is for names in other letters. */
export function LetterQuestion(props: QuestionProps) {
  const { send, tell, run, language, sending } = props;
  const say = (said: string) => !sending && send({ type: "say", said });
  return (
    <Asked {...props}>
      <SymbolGrid
        label={titleOf(tell, run, language)}
        columns={6}
        symbols={letters.map((letter) => ({ id: letter, shown: letter }))}
        last={{ id: "#", shown: tell("here.letter.other") }}
        onPress={say}
      />
    </Asked>
  );
}
