import type { Language } from "@drop-in/contracts";
import { type ActivitySlip, drawActivitySlip } from "./activity-slip.ts";
import { type CallbackSlip, drawCallbackSlip } from "./callback-slip.ts";
import { toEscposJob } from "./escpos-job.ts";
import { registerSlipFonts } from "./slip-fonts.ts";
import { speak } from "./slip-words.ts";
import { commonScale, drawTape, type TapeScale } from "./tape-slip.ts";
import { drawTestSlip } from "./test-slip.ts";
import { openTicketPictures } from "./ticket-picture.ts";
import { drawTicketSlip, type TicketSlip } from "./ticket-slip.ts";
import { drawWordSlip, type WordSlip } from "./word-slip.ts";

/** Slips as bytes for the printer, in the language of the one who holds them. */
export type Slips = {
  ticket(slip: TicketSlip & { language: Language }): Promise<Uint8Array>;
  callback(slip: CallbackSlip & { language: Language }): Promise<Uint8Array>;
  word(slip: WordSlip & { language: Language }): Promise<Uint8Array>;
  activity(slip: ActivitySlip & { language: Language }): Uint8Array;
  test(slip: { siteName: string; now: Date }): Uint8Array;
  tape(): Uint8Array;
};

type Settings = { timeZone: string; scale?: TapeScale };

/** Reads fonts and pictures once. `timeZone` is the site's: times on paper are the times on its wall. */
export function createSlips({ timeZone, scale = commonScale }: Settings): Slips {
  registerSlipFonts();
  const pictures = openTicketPictures();
  return {
    async ticket(slip) {
      return toEscposJob(await drawTicketSlip(slip, speak(slip.language, timeZone), pictures));
    },
    async callback(slip) {
      return toEscposJob(await drawCallbackSlip(slip, speak(slip.language, timeZone), pictures));
    },
    async word(slip) {
      return toEscposJob(await drawWordSlip(slip, speak(slip.language, timeZone), pictures));
    },
    activity: (slip) => toEscposJob(drawActivitySlip(slip, speak(slip.language, timeZone))),
    test({ siteName, now }) {
      const words = speak("en", timeZone);
      const at = `${words.date(now.toISOString())}, ${words.time(now.toISOString())}`;
      return toEscposJob(drawTestSlip(siteName, at));
    },
    tape: () => toEscposJob(drawTape(scale)),
  };
}
