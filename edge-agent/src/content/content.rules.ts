import {
  Activities,
  type Activity,
  type ContentPack,
  SafetyScreen,
  type VisitorContent,
} from "@drop-in/contracts";

export type Packs = { safety: ContentPack | undefined; activities: ContentPack | undefined };

/**
 * What of the packs may be asked and shown today. A pack that is past its date stops by itself, as does one that cannot be read:
 * then a person helps instead.
 */
export function visitorContent({ safety, activities }: Packs, now: Date): VisitorContent {
  const screen = isGood(safety, now) ? SafetyScreen.safeParse(safety.body) : undefined;
  return {
    safetyScreen: screen?.success ? screen.data : null,
    activities: activitiesIn(activities, now),
    draft: safety?.reviewStatus !== "approved",
  };
}

export function activitiesIn(pack: ContentPack | undefined, now: Date): Activity[] {
  const list = isGood(pack, now) ? Activities.safeParse(pack.body) : undefined;
  return list?.success ? list.data.activities : [];
}

function isGood(pack: ContentPack | undefined, now: Date): pack is ContentPack {
  return pack !== undefined && now.getTime() < Date.parse(pack.expiresAt);
}
