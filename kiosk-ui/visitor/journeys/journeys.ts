import { activities, company } from "./activities.journey.ts";
import { brace, checkBrace } from "./brace.journey.ts";
import { callback, changeCall } from "./callback.journey.ts";
import { equality, feedback, safety } from "./feedback.journey.ts";
import { here } from "./here.journey.ts";
import type { Journey, JourneyId } from "./journey.ts";
import { advice, messages, progress, refer } from "./refer.journey.ts";
import { talk } from "./talk.journey.ts";

/** Every journey a visitor has here. */
export const journeys: Readonly<Record<JourneyId, Journey>> = {
  here,
  talk,
  safety,
  callback,
  "change-call": changeCall,
  brace,
  "check-brace": checkBrace,
  activities,
  company,
  refer,
  progress,
  messages,
  advice,
  feedback,
  equality,
};
