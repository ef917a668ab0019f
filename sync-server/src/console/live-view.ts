import type {
  CallbackRow,
  CollectionRow,
  ConsoleLive,
  DeviceRow,
  SiteNow,
  StockRow,
  Variant,
  VariantId,
} from "@drop-in/contracts";
import type { Clock } from "../adapters/clock.ts";
import type { CallbackStore } from "../callbacks/callback.store.ts";
import type { AttemptStore } from "../collections/attempt.store.ts";
import { shownState } from "../collections/collection.rules.ts";
import type { CollectionStore } from "../collections/collection.store.ts";
import { healthOf } from "../devices/device.rules.ts";
import type { DeviceService } from "../devices/device.service.ts";
import type { HelpStore } from "../help/help.store.ts";
import type { InboxStore } from "../ingest/inbox.store.ts";
import type { StockStore } from "../stock/stock.store.ts";
import { sitesNow } from "../visits/site-now.rules.ts";
import { startOfDay } from "../visits/start-of-day.rules.ts";
import type { VisitStore } from "../visits/visit.store.ts";

export type LiveView = () => Omit<ConsoleLive, "signedIn">;

type Parts = {
  inbox: InboxStore;
  devices: DeviceService;
  visits: VisitStore;
  callbacks: CallbackStore;
  help: HelpStore;
  attempts: AttemptStore;
  collections: CollectionStore;
  stock: StockStore;
  findVariant: (variantId: VariantId) => Variant | undefined;
  clock: Clock;
  timeZone: string;
  statusEveryMs: number;
};

const FINISHED_SHOWN_MS = 24 * 3_600_000;
const ROWS = 200;

/** Everything the console shows, read from the record at one moment. */
export function createLiveView(parts: Parts): LiveView {
  return () => {
    const now = parts.clock();
    return {
      now: now.toISOString(),
      timeZone: parts.timeZone,
      sites: sites(parts, now),
      callbacks: callbackRows(parts, now),
      devices: deviceRows(parts, now),
      stock: stockRows(parts, now),
      collections: collectionRows(parts, now),
    };
  };
}

function sites({ devices, visits, help, attempts, timeZone }: Parts, now: Date): SiteNow[] {
  const since = startOfDay(now, timeZone).toISOString();
  return sitesNow({
    devices: devices.all(),
    sessions: visits.openSessions(),
    counts: visits.countsSince(since),
    unresolved: attempts.unresolvedByDevice(),
    helpOpen: help.openSince(since),
  });
}

function callbackRows({ callbacks }: Parts, now: Date): CallbackRow[] {
  const since = new Date(now.getTime() - FINISHED_SHOWN_MS).toISOString();
  return callbacks.list(since, ROWS).map(({ deviceId: _, ...row }) => row);
}

function deviceRows({ devices, inbox, statusEveryMs }: Parts, now: Date): DeviceRow[] {
  const refused = inbox.refusedByDevice();
  return devices.all().map(({ deviceId, siteName, version, lastHeardAt }) => {
    const latest = devices.latest(deviceId);
    const status = latest?.status.online ? latest.status : undefined;
    const heard = status && latest ? latest.heardAt.toISOString() : lastHeardAt;
    return {
      deviceId,
      siteName,
      ...healthOf(latest, now, statusEveryMs),
      lastHeardAt: heard > lastHeardAt ? heard : lastHeardAt,
      version,
      outboxWaiting: status?.outbox.waiting ?? null,
      outboxOldestAt: status?.outbox.oldestAt ?? null,
      machines: status?.machines ?? [],
      printer: status?.printer ?? "unknown",
      scanner: status?.scanner ?? "not-connected",
      refusedEvents: refused.get(deviceId) ?? 0,
    };
  });
}

function stockRows({ stock, findVariant }: Parts, now: Date): StockRow[] {
  return stock
    .all(now.toISOString())
    .map((row) => ({ ...row, ...describe(row.variantId, findVariant(row.variantId)) }));
}

function collectionRows({ collections, findVariant }: Parts, now: Date): CollectionRow[] {
  return collections.latest(ROWS).map(({ deviceId: _, ...row }) => ({
    ...row,
    ...describe(row.variantId, findVariant(row.variantId)),
    state: shownState(row, now.toISOString()),
  }));
}

/** A variant that has left the catalogue is still shown, by its own id. */
function describe(variantId: VariantId, variant: Variant | undefined) {
  if (variant) return { name: variant.name, size: variant.size, side: variant.side };
  return { name: { en: variantId, ar: variantId }, size: "?", side: "either" as const };
}
