import type { Timers } from "../api/adapters/browser-timers.ts";
import type { Requests } from "../api/requests.ts";
import type { Words } from "./console-words.ts";

/** What the console is given from outside: words, the centre, the clock, chance and the page. */
export type Outside = {
  t: Words;
  requests: Requests;
  fetch: typeof globalThis.fetch;
  timers: Timers;
  newId: () => string;
  page: Window;
};
