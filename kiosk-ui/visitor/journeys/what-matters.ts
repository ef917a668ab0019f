import { type Option, shared } from "./journey.ts";

/** What may matter to somebody, in the words of the community appointment days. */
export const whatMatters: readonly Option[] = shared("matters", {
  pain: "bandage",
  sleep: "bed",
  work: "briefcase",
  family: "family",
  move: "walking",
  hobby: "ball",
  people: "people",
  mood: "greeting",
  home: "pot",
  understand: "lamp",
  money: "coins",
  english: "book",
  talk: "speech",
});

export const hardest: readonly Option[] = shared("hardest", {
  work: "briefcase",
  sleep: "bed",
  children: "family",
  walking: "walking",
  lifting: "box",
  mood: "greeting",
});

export const needs: readonly Option[] = (
  [
    ["interpreter", "interpreter"],
    ["bsl", "palm"],
    ["step-free", "wheelchair"],
    ["quiet-place", "leaf"],
    ["large-print", "letters"],
    ["read-to-me", "headphones"],
    ["water", "cup"],
    ["someone-with-me", "people"],
    ["hearing-loop", "ear"],
    ["longer", "hourglass"],
  ] as const
).map(([id, picture]) => ({ id, picture, words: `talk.needs.${id}`, text: true }));

/** How a person whose name is theirs to choose can be reached: also by asking here again. */
export const reach: readonly Option[] = [
  { id: "phone", picture: "phone" },
  { id: "here", picture: "paper", text: true },
];
