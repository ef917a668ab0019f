import type { SiteId, SiteNow, VisitState } from "@drop-in/contracts";

type Given = {
  devices: readonly { deviceId: string; siteId: SiteId; siteName: string }[];
  sessions: readonly { deviceId: string; place: string; openedAt: string }[];
  counts: readonly { deviceId: string; state: VisitState; count: number; firstAt: string }[];
  unresolved: ReadonlyMap<string, number>;
  helpOpen: ReadonlyMap<string, number>;
};

/** What is happening at each site: its devices' counts added up. */
export function sitesNow({ devices, sessions, counts, unresolved, helpOpen }: Given): SiteNow[] {
  const sites = new Map<SiteId, SiteNow>();
  const ofDevice = new Map<string, SiteNow>();
  for (const { deviceId, siteId, siteName } of devices) {
    const site = sites.get(siteId) ?? emptySite(siteId, siteName);
    sites.set(siteId, site);
    ofDevice.set(deviceId, site);
    site.unresolved += unresolved.get(deviceId) ?? 0;
    site.helpOpen += helpOpen.get(deviceId) ?? 0;
  }
  for (const { deviceId, place, openedAt } of sessions) {
    const site = ofDevice.get(deviceId);
    if (site) site.session ??= { place, openedAt };
  }
  for (const { deviceId, state, count, firstAt } of counts) {
    const site = ofDevice.get(deviceId);
    if (!site) continue;
    site[columnOf[state]] += count;
    if (state !== "waiting") continue;
    const before = site.longestWaitSince;
    site.longestWaitSince = before === null || firstAt < before ? firstAt : before;
  }
  return [...sites.values()];
}

const columnOf = {
  waiting: "waiting",
  called: "called",
  seen: "seenToday",
  "did-not-wait": "didNotWaitToday",
} as const satisfies Record<VisitState, keyof SiteNow>;

function emptySite(siteId: SiteId, name: string): SiteNow {
  return {
    ...{ siteId, name, session: null, longestWaitSince: null },
    ...{ waiting: 0, called: 0, seenToday: 0, didNotWaitToday: 0, unresolved: 0, helpOpen: 0 },
  };
}

/** Those that need somebody first, then those with people in them; in each the order they came in. */
export function busiestFirst(sites: readonly SiteNow[]): SiteNow[] {
  return [...sites].sort(
    (a, b) => urgencyOf(b) - urgencyOf(a) || b.waiting + b.called - (a.waiting + a.called),
  );
}

function urgencyOf({ unresolved, helpOpen, session }: SiteNow): number {
  if (unresolved + helpOpen > 0) return 2;
  return session ? 1 : 0;
}
