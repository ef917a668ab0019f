import { journeyDrawings } from "virtual:journey-drawings";
import type { Drawing } from "../../design/drawing.tsx";
import type { PictureName } from "../../design/pictures.ts";
import { type JourneyPicture, onlyForJourneys } from "../journeys/journey-pictures.ts";

/** A picture of a journey: one of the first screen's, or one that came with the journeys. */
export function drawnForJourneys(name: JourneyPicture): PictureName | Drawing {
  return onlyForJourneys(name) ? journeyDrawings[name] : name;
}
