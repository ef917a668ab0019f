import { expect, test } from "vitest";
import { Ticket, ticketFor } from "./ticket.ts";

test("neighbours in the queue differ in picture, colour and number", () => {
  for (let count = 1; count < 500; count += 1) {
    const [one, next] = [ticketFor("B", count), ticketFor("B", count + 1)];
    expect(one.picture).not.toBe(next.picture);
    expect(one.colour).not.toBe(next.colour);
    expect(Ticket.parse(one)).toEqual(one);
  }
});

test("sixty tickets pass before a coloured picture comes again", () => {
  const seen = new Set<string>();
  for (let count = 1; count <= 60; count += 1) {
    const { picture, colour } = ticketFor("B", count);
    seen.add(`${colour} ${picture}`);
  }
  expect(seen.size).toBe(60);
});
