import type { Language } from "@drop-in/contracts";
import { dateInWords, timeInWords } from "../../words/times.ts";
import { stepAt } from "../journeys/journey.machine.ts";
import type { Option } from "../journeys/journey.ts";
import { keyOf, type Run } from "../journeys/run.ts";
import type { Tell } from "./journey-words.ts";

/** The one question of this place, as a sentence. */
export function titleOf(tell: Tell, run: Run, language: Language): string {
  const { ask, title } = stepAt(run);
  if (ask.kind === "safety") return tell(`safety.${String(run.entry)}`);
  if (ask.kind === "check") return tell("check.title");
  const key = keyOf(run);
  if (key === "messages.found") {
    return tell(key, { count: run.found.underWord?.messages.length ?? 0 });
  }
  return key === "here.is-this-you" ? isThisYou(tell, run, language) : tell(title ?? key);
}

/** The line under it; of a promise, with its time. */
export function leadOf(tell: Tell, run: Run, language: Language): string | null {
  if (!stepAt(run).lead) return null;
  const dueAt = run.found.promise?.dueAt;
  const due =
    dueAt === undefined ? "" : `${timeInWords(dueAt, language)}, ${dateInWords(dueAt, language)}`;
  return tell(`${keyOf(run)}.lead`, { time: due });
}

/** The key of the words of an option of this place. */
export const optionKey = (run: Run, { id, words }: Pick<Option, "id" | "words">): string =>
  words ?? `${keyOf(run)}.${id}`;

/** Never a name of theirs: the time, and with whom. */
function isThisYou(tell: Tell, { found }: Run, language: Language): string {
  const { appointments = [] } = found;
  const [first, ...others] = appointments;
  const time = timeInWords(first?.at ?? "", language);
  if (others.length > 0) {
    const times = appointments.map(({ at }) => timeInWords(at, language)).join(" · ");
    return tell("here.is-this-you.two", { times });
  }
  const who = first?.withWhom;
  if (who === undefined) return tell("here.is-this-you.alone", { time });
  return tell("here.is-this-you", { time, who });
}
