import type { Language } from "@drop-in/contracts";
import arCommon from "../locales/ar/common.json" with { type: "json" };
import arTickets from "../locales/ar/tickets.json" with { type: "json" };
import arVisitor from "../locales/ar/visitor.json" with { type: "json" };
import enCommon from "../locales/en/common.json" with { type: "json" };
import enTickets from "../locales/en/tickets.json" with { type: "json" };
import enVisitor from "../locales/en/visitor.json" with { type: "json" };
import { type BaseKey, createWords, type Translate } from "../words/words.ts";

const en = { ...enCommon, ...enTickets, ...enVisitor };
const ar = { ...arCommon, ...arTickets, ...arVisitor };

export type VisitorKey = BaseKey<keyof typeof en>;
export type Say = Translate<VisitorKey>;

/** Every sentence of the visitor screen. A language that lacks one does not compile. */
export const visitorWords = createWords<keyof typeof en>({ en, ar });

/** Each language by its own name, as its readers know it. */
export const languageNames: Record<Language, string> = {
  en: enCommon["language.name"],
  ar: arCommon["language.name"],
};
