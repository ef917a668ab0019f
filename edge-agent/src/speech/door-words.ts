import type { Handover, Language } from "@drop-in/contracts";

type Row = Extract<Handover, { kind: "door" }>["row"];

const words: Record<Language, { door: string; row: Record<NonNullable<Row>, string> }> = {
  en: {
    door: "Your item is behind door",
    row: { upper: "upper row", middle: "middle row", lower: "lower row" },
  },
  ar: {
    door: "طلبك خلف الباب رقم",
    row: { upper: "الصف العلوي", middle: "الصف الأوسط", lower: "الصف السفلي" },
  },
};

/** Which door, to be spoken. It says nothing of who, or of what is in it. */
export function doorWords(language: Language, label: string, row: Row): string {
  const { door, row: rows } = words[language];
  return `${door} ${label}${row === null ? "" : `, ${rows[row]}`}.`;
}
