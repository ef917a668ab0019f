import type { Language } from "@drop-in/contracts";
import type { Door } from "./visitor-state.ts";

/** Where the agent keeps the sentence that says which door. It answers 404 where it cannot speak. */
export function doorSpeechPath({ label, row }: Door, language: Language): string {
  const asked = new URLSearchParams({ language, label, ...(row === null ? {} : { row }) });
  return `/api/visitor/speech/door?${asked}`;
}
