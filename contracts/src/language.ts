import { z } from "zod";

/** Languages the screens ship today, by BCP 47 code. */
export const Language = z.enum(["en", "ar"]);
export type Language = z.infer<typeof Language>;

/** Words that are content, not interface: one text for each language we ship. */
export const LocalText = z.record(Language, z.string().min(1).max(200));
export type LocalText = z.infer<typeof LocalText>;
