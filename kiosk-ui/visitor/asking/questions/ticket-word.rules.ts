import { TicketColour, TicketPicture } from "@drop-in/contracts";
import type { Entry } from "../../journeys/run.ts";

/** What is said so far of a word: colour, then picture, then number. */
export function wordParts(entry: Entry) {
  const [colour, picture, number = ""] = typeof entry === "string" ? [] : entry;
  return {
    colour: TicketColour.safeParse(colour).data,
    picture: TicketPicture.safeParse(picture).data,
    number,
  };
}
