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
  const siteIds = [...new Set(devices.map(({ siteId }) => siteId))];
  return siteIds.map((siteId) => {
    const own = devices.filter((device) => device.siteId === siteId);
    const isOwn = ({ deviceId }: { deviceId: string }) =>
      own.some((device) => device.deviceId === deviceId);
    const visits = counts.filter(isOwn);
    const count = (state: VisitState) =>
      sum(visits.filter((visit) => visit.state === state).map((visit) => visit.count));
    const session = sessions.find(isOwn);
    const waitingSince = visits
      .filter(({ state }) => state === "waiting")
      .map(({ firstAt }) => firstAt)
      .sort();
    return {
      siteId,
      name: own[0]?.siteName ?? siteId,
      session: session ? { place: session.place, openedAt: session.openedAt } : null,
      waiting: count("waiting"),
      called: count("called"),
      seenToday: count("seen"),
      didNotWaitToday: count("did-not-wait"),
      longestWaitSince: waitingSince[0] ?? null,
      unresolved: sum(own.map(({ deviceId }) => unresolved.get(deviceId) ?? 0)),
      helpOpen: sum(own.map(({ deviceId }) => helpOpen.get(deviceId) ?? 0)),
    };
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
