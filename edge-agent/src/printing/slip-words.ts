import {
  formatOf,
  isEnglish,
  isRightToLeft,
  type Language,
  type Ticket,
  type Wait,
} from "@drop-in/contracts";
import arabic from "./words/ar.json" with { type: "json" };
import bengali from "./words/bn.json" with { type: "json" };
import english from "./words/en.json" with { type: "json" };
import easyRead from "./words/en-x-easy.json" with { type: "json" };
import farsi from "./words/fa.json" with { type: "json" };
import polish from "./words/pl.json" with { type: "json" };
import portuguese from "./words/pt.json" with { type: "json" };
import romanian from "./words/ro.json" with { type: "json" };
import ukrainian from "./words/uk.json" with { type: "json" };
import chinese from "./words/zh-Hans.json" with { type: "json" };

export type SlipWord = Exclude<keyof typeof english, "wait.about.one" | "wait.about.other">;

/** Every sentence on paper. A language that lacks one does not build. */
const words: Record<Language, Record<SlipWord, string>> = {
  en: english,
  "en-x-easy": easyRead,
  ar: arabic,
  pl: polish,
  ro: romanian,
  uk: ukrainian,
  bn: bengali,
  fa: farsi,
  pt: portuguese,
  "zh-Hans": chinese,
};

/** Where a day is said in two halves of twelve hours; elsewhere in one of twenty-four. */
const isHalfDay = (language: Language) => isEnglish(language) || language === "ar";

/** Keeps "2:05 م" and "24 November" on one line. */
const NO_BREAK = "\u00a0";

export type SlipLanguage = ReturnType<typeof speak>;

/** The words of one slip: its language, and the time zone of its site. */
export function speak(language: Language, timeZone: string) {
  const say = (word: SlipWord, values: Record<string, string | number> = {}) =>
    fill(words[language][word], values);

  /** The plural form the language wants for this number, where it has one of its own. */
  function sayCount(word: "wait.about", count: number): string {
    const form = `${word}.${new Intl.PluralRules(formatOf(language)).select(count)}`;
    const forms: Record<string, string> = words[language];
    return fill(forms[form] ?? forms[`${word}.other`] ?? "", { count });
  }

  /** "1:40pm", "9am", "midday": the way times are said. */
  function time(iso: string): string {
    const { hour, minute } = clockOf(iso, timeZone);
    if (minute === 0 && hour === 12) return say("time.midday");
    if (minute === 0 && hour === 0) return say("time.midnight");
    const said = new Intl.DateTimeFormat(formatOf(language), {
      hour: "numeric",
      ...(minute === 0 && isHalfDay(language) ? {} : { minute: "2-digit" }),
      ...(isHalfDay(language) ? { hour12: true } : {}),
      timeZone,
    }).format(new Date(iso));
    return isEnglish(language)
      ? said.replace(/\s/g, "").toLowerCase()
      : said.replace(/\s/g, NO_BREAK);
  }

  function date(iso: string): string {
    const parts = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
    const said = new Intl.DateTimeFormat(formatOf(language), parts).format(new Date(iso));
    const plain = isEnglish(language) ? said.replace(",", "") : said;
    return plain.replace(/(\d) /, `$1${NO_BREAK}`);
  }

  /** "today", "tomorrow, Tuesday 24 November", or the date, as seen from `now` at the site. */
  function day(iso: string, now: string): string {
    const distance = dayNumber(iso, timeZone) - dayNumber(now, timeZone);
    if (distance === 0) return say("day.today");
    return say(distance === 1 ? "day.tomorrow" : "day.other", { date: date(iso) });
  }

  return {
    rightToLeft: isRightToLeft(language),
    say,
    time,
    date,
    day,
    ticketName: ({ picture, colour }: Ticket) => say(`ticket.${picture}.${colour}`),
    /** The wait as one strong sentence and what qualifies it. */
    wait(wait: Wait): { strong: string; more: string[] } {
      const asOf = say("wait.as-of", { time: time(wait.asOf) });
      if (wait.kind === "next") return { strong: say("wait.next"), more: [asOf] };
      if (wait.kind === "not-open-yet") {
        return { strong: say("wait.not-open-yet"), more: [say("wait.not-open-yet.more")] };
      }
      const { aboutMinutes, fromMinutes: from, toMinutes: to } = wait;
      const strong = aboutMinutes < 1 ? say("wait.soon") : sayCount("wait.about", aboutMinutes);
      const more = to > from ? [say("wait.between", { from, to }), asOf] : [asOf];
      return { strong, more };
    },
  };
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}

function clockOf(iso: string, timeZone: string): { hour: number; minute: number } {
  const format = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  const [hour = 0, minute = 0] = format.format(new Date(iso)).split(":").map(Number);
  return { hour, minute };
}

function dayNumber(iso: string, timeZone: string): number {
  const local = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone });
  return Math.round(Date.parse(`${local.format(new Date(iso))}T00:00:00Z`) / 86_400_000);
}
