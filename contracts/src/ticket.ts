import { z } from "zod";

/** Things most people can name in their own language, and that look the same in any colour. */
export const ticketPictures = [
  "kite",
  "boat",
  "bicycle",
  "teapot",
  "key",
  "umbrella",
  "house",
  "drum",
  "clock",
  "hat",
  "train",
  "guitar",
  "chair",
  "camera",
  "bell",
] as const;
export const TicketPicture = z.enum(ticketPictures);
export type TicketPicture = z.infer<typeof TicketPicture>;

export const ticketColours = ["blue", "red", "green", "yellow"] as const;
export const TicketColour = z.enum(ticketColours);
export type TicketColour = z.infer<typeof TicketColour>;

/** How a person is called: a picture, a colour and a number ("Blue Kite, B12"). Never a name. */
export const Ticket = z.object({
  picture: TicketPicture,
  colour: TicketColour,
  number: z.string().regex(/^[A-Z]{1,4}[0-9]{1,4}$/),
});
export type Ticket = z.infer<typeof Ticket>;

/**
 * The `count`th ticket of a series. 15 pictures and 4 colours have no common factor, so
 * neighbours differ in both and 60 tickets pass before a pair comes again.
 */
export function ticketFor(letter: string, count: number): Ticket {
  const picture = ticketPictures[count % ticketPictures.length] ?? "kite";
  const colour = ticketColours[count % ticketColours.length] ?? "blue";
  return { picture, colour, number: `${letter}${count}` };
}
