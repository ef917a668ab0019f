import { type ContentPack, SafetyScreen, type VisitorContent } from "@drop-in/contracts";

/**
 * What of the packs may be asked today. A pack that is past its date stops by itself, as does one that cannot be read: then a person
 * helps instead.
 */
export function visitorContent(pack: ContentPack | undefined, now: Date): VisitorContent {
  const isGood = pack !== undefined && now.getTime() < Date.parse(pack.expiresAt);
  const screen = isGood ? SafetyScreen.safeParse(pack.body) : undefined;
  return {
    safetyScreen: screen?.success ? screen.data : null,
    draft: pack?.reviewStatus !== "approved",
  };
}
