import type { Language, Ticket, Wait } from "@drop-in/contracts";
import arabic from "./words/ar.json" with { type: "json" };
import english from "./words/en.json" with { type: "json" };

export type SlipWord = keyof typeof english;

/** Every sentence on paper. A language that lacks one does not build. */
const words: Record<Language, Record<SlipWord, string>> = { en: english, ar: arabic };

/** Digits are European in every language: the number on the slip is the one on the display. */
const locales: Record<Language, string> = { en: "en-GB", ar: "ar-EG-u-nu-latn-ca-gregory" };

/** Keeps "2:05 م" and "24 November" on one line. */
const NO_BREAK = "\u00a0";

export type SlipLanguage = ReturnType<typeof speak>;

/** The words of one slip: its language, and the time zone of its site. */
export function speak(language: Language, timeZone: string) {
  const say = (word: SlipWord, values: Record<string, string | number> = {}) =>
    fill(words[language][word], values);

  /** The plural form the language wants for this number, where it has one of its own. */
  function sayCount(word: "wait.about", count: number): string {
    const form = `${word}.${new Intl.PluralRules(locales[language]).select(count)}`;
    const forms: Record<string, string> = words[language];
    return fill(forms[form] ?? words[language][`${word}.other`], { count });
  }

  /** "1:40pm", "9am", "midday": the way times are said. */
  function time(iso: string): string {
    const { hour, minute } = clockOf(iso, timeZone);
    if (minute === 0 && hour === 12) return say("time.midday");
    if (minute === 0 && hour === 0) return say("time.midnight");
    const said = new Intl.DateTimeFormat(locales[language], {
      hour: "numeric",
      ...(minute === 0 ? {} : { minute: "2-digit" }),
      hour12: true,
      timeZone,
    }).format(new Date(iso));
    return language === "en"
      ? said.replace(/\s/g, "").toLowerCase()
      : said.replace(/\s/g, NO_BREAK);
  }

  function date(iso: string): string {
    const parts = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
    const said = new Intl.DateTimeFormat(locales[language], parts).format(new Date(iso));
    const plain = language === "en" ? said.replace(",", "") : said;
    return plain.replace(/(\d) /, `$1${NO_BREAK}`);
  }

  /** "today", "tomorrow, Tuesday 24 November", or the date, as seen from `now` at the site. */
  function day(iso: string, now: string): string {
    const distance = dayNumber(iso, timeZone) - dayNumber(now, timeZone);
    if (distance === 0) return say("day.today");
    return say(distance === 1 ? "day.tomorrow" : "day.other", { date: date(iso) });
  }

  return {
    rightToLeft: language === "ar",
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
