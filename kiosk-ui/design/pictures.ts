import type { TicketPicture } from "@drop-in/contracts";

/** One picture of the Fluent Emoji set. `recolour` replaces colours that would contradict a ticket's tile. */
export type PictureSource = { emoji: string; recolour?: Record<string, string> };

const plum = "#6d5a86";
const plumDeep = "#4b3d63";
const brown = "#8c5f47";
const brownDeep = "#6d4534";
const cream = "#f6efe3";
const stone = "#b9b2ac";
const stoneDeep = "#8d8680";

/**
 * A ticket is "Blue Teapot": a tile of that colour with a teapot on it. So no ticket picture may be mainly
 * blue, red, green or yellow itself: it is brown, plum, stone or cream, or (the kite) of all colours at once.
 */
const forTickets: Record<TicketPicture, PictureSource> = {
  kite: { emoji: "kite" },
  boat: {
    emoji: "sailboat",
    recolour: { "#fcd53f": cream, "#ff8257": brown, "#ff9f2e": brownDeep, "#00a6ed": plum },
  },
  bicycle: { emoji: "bicycle", recolour: { "#f92f60": plum, "#f9c23c": stone } },
  teapot: {
    emoji: "teapot",
    recolour: { "#ca0b4a": plumDeep, "#f8312f": plum, "#ff822d": cream },
  },
  key: { emoji: "key", recolour: { "#f9c23c": "#6f6a66" } },
  umbrella: { emoji: "umbrella" },
  house: {
    emoji: "house",
    recolour: { "#f8312f": plum, "#00f397": stone, "#83cbff": cream, "#f3c07b": cream },
  },
  drum: {
    emoji: "drum",
    recolour: { "#ca0b4a": plum, "#ffb02e": stone, "#f3c07b": brown, "#f3ad61": brownDeep },
  },
  clock: { emoji: "mantelpiece-clock", recolour: { "#f9c23c": stone } },
  hat: { emoji: "top-hat", recolour: { "#f8312f": stone } },
  train: {
    emoji: "locomotive",
    recolour: { "#f92f60": plum, "#ffb02e": cream },
  },
  guitar: { emoji: "guitar", recolour: { "#ca0b4a": brown } },
  chair: { emoji: "chair" },
  camera: { emoji: "camera" },
  bell: {
    emoji: "bell",
    recolour: { "#ff822d": stoneDeep, "#ffb02e": "#a39b95", "#f9c23c": stone },
  },
};

const forChoices = {
  hub: { emoji: "house-with-garden" },
  bus: { emoji: "minibus" },
  wave: { emoji: "waving-hand" },
  speech: { emoji: "speech-balloon" },
  phone: { emoji: "telephone-receiver" },
  box: { emoji: "package" },
  hand: { emoji: "raised-hand" },
  globe: { emoji: "globe-showing-europe-africa" },
  interpreter: { emoji: "speaking-head" },
  eye: { emoji: "eye" },
  wheelchair: { emoji: "manual-wheelchair" },
  leaf: { emoji: "potted-plant" },
  seat: { emoji: "chair" },
  cup: { emoji: "teacup-without-handle" },
  paper: { emoji: "page-facing-up" },
  people: { emoji: "people-hugging" },
  lamp: { emoji: "light-bulb" },
  hourglass: { emoji: "hourglass-not-done" },
  tray: { emoji: "inbox-tray" },
  letters: { emoji: "input-latin-letters" },
  sun: { emoji: "sun" },
  calendar: { emoji: "calendar" },
  arm: { emoji: "flexed-biceps" },
  palm: { emoji: "hand-with-fingers-splayed" },
  leg: { emoji: "leg" },
  foot: { emoji: "foot" },
  greeting: { emoji: "slightly-smiling-face" },
  hush: { emoji: "shushing-face" },
} satisfies Record<string, PictureSource>;

/** Every picture the screens may show, by our name for it. Only these are bundled. */
export const pictureSources = { ...forTickets, ...forChoices };
export type PictureName = keyof typeof pictureSources;
