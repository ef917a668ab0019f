import type { Frame } from "../../design/screen.tsx";
import type { Input } from "../visitor-state.ts";
import type { Say } from "../visitor-words.ts";

/** What every screen is given: its bars, its words, and where to say what was pressed. */
export type ScreenProps = { frame: Frame; say: Say; send: (input: Input) => void };
