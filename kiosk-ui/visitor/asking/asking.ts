import { backInJourney, beginJourney, stepAsking } from "./asking.machine.ts";
import { AskingView } from "./asking.view.tsx";
import { loadJourneyWords } from "./journey-words.ts";
import "./asking.css";

/** All that asks questions: rules, screens and words. Fetched once the first screen stands. */
export const asking = { beginJourney, stepAsking, backInJourney, AskingView, loadJourneyWords };
export type Asking = typeof asking;
