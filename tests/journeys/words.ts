import arCommon from "../../kiosk-ui/locales/ar/common.json" with { type: "json" };
import arJourneys from "../../kiosk-ui/locales/ar/journeys.json" with { type: "json" };
import arSafety from "../../kiosk-ui/locales/ar/safety.json" with { type: "json" };
import arTickets from "../../kiosk-ui/locales/ar/tickets.json" with { type: "json" };
import arVisitor from "../../kiosk-ui/locales/ar/visitor.json" with { type: "json" };
import enCommon from "../../kiosk-ui/locales/en/common.json" with { type: "json" };
import console from "../../kiosk-ui/locales/en/console.json" with { type: "json" };
import display from "../../kiosk-ui/locales/en/display.json" with { type: "json" };
import enJourneys from "../../kiosk-ui/locales/en/journeys.json" with { type: "json" };
import enSafety from "../../kiosk-ui/locales/en/safety.json" with { type: "json" };
import staff from "../../kiosk-ui/locales/en/staff.json" with { type: "json" };
import enTickets from "../../kiosk-ui/locales/en/tickets.json" with { type: "json" };
import enVisitor from "../../kiosk-ui/locales/en/visitor.json" with { type: "json" };

/** The words of the visitor screen, as its locale files have them. */
const [enAsked, arAsked] = [
  { ...enJourneys, ...enSafety },
  { ...arJourneys, ...arSafety },
];
export const en = { ...enCommon, ...enTickets, ...enVisitor, ...enAsked };
export const ar: typeof en = { ...en, ...arCommon, ...arTickets, ...arVisitor, ...arAsked };
export { console as deskWords, display as displayWords, staff as staffWords };

/** A sentence with its gaps filled, or, where nothing is given for a gap, with anything in it. */
export function sentence(words: string, gaps: Record<string, string | number> = {}): RegExp {
  const parts = words.split(/\{\{(\w+)\}\}/).map((part, at) => {
    const given = at % 2 === 1 ? gaps[part] : part;
    return given === undefined ? ".+" : escaped(String(given));
  });
  return new RegExp(parts.join("[\\u2066\\u2069]?").replace(/\.\+/g, "[\\s\\S]+"));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
