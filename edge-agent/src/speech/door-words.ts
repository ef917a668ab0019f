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
  "en-x-easy": {
    door: "Your box is behind door",
    row: { upper: "top row", middle: "middle row", lower: "bottom row" },
  },
  pl: {
    door: "Twoja paczka jest za drzwiczkami",
    row: { upper: "górny rząd", middle: "środkowy rząd", lower: "dolny rząd" },
  },
  ro: {
    door: "Cutia dumneavoastră este în spatele ușii",
    row: { upper: "rândul de sus", middle: "rândul din mijloc", lower: "rândul de jos" },
  },
  uk: {
    door: "Ваша коробка за дверцятами",
    row: { upper: "верхній ряд", middle: "середній ряд", lower: "нижній ряд" },
  },
  bn: {
    door: "আপনার বাক্স আছে এই দরজার পেছনে:",
    row: { upper: "উপরের সারি", middle: "মাঝের সারি", lower: "নিচের সারি" },
  },
  fa: {
    door: "بسته شما پشت این در است:",
    row: { upper: "ردیف بالا", middle: "ردیف وسط", lower: "ردیف پایین" },
  },
  pt: {
    door: "A sua caixa está atrás da porta",
    row: { upper: "fila de cima", middle: "fila do meio", lower: "fila de baixo" },
  },
  "zh-Hans": {
    door: "您的盒子在这扇门后面：",
    row: { upper: "上排", middle: "中排", lower: "下排" },
  },
};

/** Which door, to be spoken. It says nothing of who, or of what is in it. */
export function doorWords(language: Language, label: string, row: Row): string {
  const { door, row: rows } = words[language];
  return `${door} ${label}${row === null ? "" : `, ${rows[row]}`}.`;
}
