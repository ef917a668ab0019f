import type { Timers } from "../api/adapters/browser-timers.ts";
import type { Requests } from "../api/requests.ts";
import type { Words } from "./staff-words.ts";

/** What the tablet is given from outside: words, the box, the clock and chance. */
export type Outside = {
  t: Words;
  requests: Requests;
  fetch: typeof globalThis.fetch;
  timers: Timers;
  newId: () => string;
};
