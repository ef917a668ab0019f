import { execFile } from "node:child_process";
import type { Speak } from "../speech/speech.routes.ts";

const LONGEST_MS = 5_000;
const MOST_BYTES = 2_000_000;

/** What espeak-ng calls its voices, where that is not our code. */
const voices: Record<string, string> = {
  en: "en-gb",
  "en-x-easy": "en-gb",
  "zh-Hans": "cmn",
};

/** Speaks by espeak-ng, where it is installed. */
export const espeak: Speak = (text, language) =>
  new Promise((resolve) => {
    const limits = { encoding: "buffer", timeout: LONGEST_MS, maxBuffer: MOST_BYTES } as const;
    execFile(
      "espeak-ng",
      ["--stdout", "-s", "140", "-v", voices[language] ?? language, text],
      limits,
      (error, wav) => resolve(error || wav.length === 0 ? undefined : new Uint8Array(wav)),
    );
  });
