import { type PictureName, type PictureSource, pictureSources } from "../../design/pictures.ts";

/** Pictures that only journeys show: fetched when one begins, so that the first screen stays small. */
export const forJourneys = {
  tick: { emoji: "check-mark-button" },
  cross: { emoji: "cross-mark" },
  question: { emoji: "white-question-mark" },
  dot: { emoji: "white-circle" },
  pencil: { emoji: "pencil" },
  bandage: { emoji: "adhesive-bandage" },
  bed: { emoji: "bed" },
  briefcase: { emoji: "briefcase" },
  family: { emoji: "teddy-bear" },
  child: { emoji: "child" },
  walking: { emoji: "running-shoe" },
  ball: { emoji: "soccer-ball" },
  pot: { emoji: "pot-of-food" },
  coins: { emoji: "coin" },
  book: { emoji: "open-book" },
  headphones: { emoji: "headphone" },
  ear: { emoji: "ear" },
  display: { emoji: "television" },
  loudspeaker: { emoji: "loudspeaker" },
  sunrise: { emoji: "sunrise" },
  moon: { emoji: "crescent-moon" },
  mobile: { emoji: "mobile-phone" },
  thumb: { emoji: "thumbs-up" },
  ruler: { emoji: "straight-ruler" },
  left: { emoji: "left-arrow" },
  right: { emoji: "right-arrow" },
  "face-1": { emoji: "grinning-face-with-big-eyes" },
  "face-2": { emoji: "slightly-smiling-face" },
  "face-3": { emoji: "neutral-face" },
  "face-4": { emoji: "slightly-frowning-face" },
  "face-5": { emoji: "frowning-face" },
} satisfies Record<string, PictureSource>;

export const journeyPictures: Readonly<Record<JourneyPicture, PictureSource>> = {
  ...pictureSources,
  ...forJourneys,
};
export type JourneyDrawing = keyof typeof forJourneys;
export type JourneyPicture = PictureName | JourneyDrawing;

export const onlyForJourneys = (name: JourneyPicture): name is JourneyDrawing =>
  name in forJourneys;
