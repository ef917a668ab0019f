import type { Looked } from "./look.ts";

/** How one look was taken. */
export type Way = {
  state: string;
  language: string;
  text: 100 | 150 | 200;
  theme: "calm" | "dark";
  screen: "kiosk" | "tablet";
};

type Check = {
  what: string;
  applies?: (way: Way) => boolean;
  wrong: (looked: Looked, way: Way) => string | null;
};

/** The list of languages shows ten on purpose: nobody looks behind a word they cannot read. */
const isList = ({ state }: Way) => state === "over.language";
const isWhole = ({ state }: Way) =>
  /^over\.(resting|starting|idle|hidden|leave)/.test(state) || state === "welcome.thanks";
const some = (what: readonly string[]) => (what.length === 0 ? null : what.slice(0, 3).join("; "));

/** What the page itself can be asked. Numbers are those of the list in docs/accessibility. */
export const checks: Readonly<Record<string, Check>> = {
  K05: {
    what: "text at 100, 150 and 200 % loses nothing",
    wrong: ({ cutOff, sideways }) =>
      sideways > 1 ? `${sideways} px beyond the side` : some(cutOff),
  },
  K06: {
    what: "no letter smaller than 22 px",
    wrong: ({ smallestText }) => (smallestText < 22 ? `${smallestText.toFixed(1)} px` : null),
  },
  K07: {
    what: "no serifs, no capitals alone",
    wrong: ({ serif, capitals }) =>
      serif ? "a serif" : capitals > 0 ? `${capitals} in capitals` : null,
  },
  K30: {
    what: "a new screen begins at its heading",
    applies: (way) => !isWhole(way),
    wrong: ({ focusOnHeading }) => (focusOnHeading ? null : "the focus is elsewhere"),
  },
  K31: {
    what: "controls of 72 px and more, 16 px apart",
    applies: ({ text }) => text === 100,
    wrong: ({ small, near }) => some(small) ?? some(near),
  },
  K35: {
    what: "nothing to scroll at 100 %",
    applies: ({ text }) => text === 100,
    wrong: ({ overflow }) => (overflow > 1 ? `${overflow} px more than fit` : null),
  },
  K43: {
    what: "one heading, six choices at most",
    applies: (way) => !isList(way),
    wrong: ({ headings, choices }) =>
      headings !== 1 ? `${headings} headings` : choices > 6 ? `${choices} choices` : null,
  },
  K48: {
    what: "the language and its direction are said",
    wrong: ({ lang, dir }, { language }) => {
      const rightToLeft = language === "ar" || language === "fa";
      return lang === language && dir === (rightToLeft ? "rtl" : "ltr") ? null : `${lang} ${dir}`;
    },
  },
};
