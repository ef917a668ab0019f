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
import type { Callback } from "../callbacks/callback.store.ts";
import { shownState } from "../collections/collection.rules.ts";
import { healthOf, momentsOf } from "../devices/device.rules.ts";
import type { ListedDevice } from "../devices/status.store.ts";
import type { Stores } from "../stores.ts";
import { busiestFirst, sitesNow } from "../visits/site-now.rules.ts";
import { startOfDay } from "../visits/start-of-day.rules.ts";

export type LiveView = () => Promise<Omit<ConsoleLive, "signedIn">>;

type Parts = {
  stores: Stores;
  /** The number of who asked to be called, for whoever may see this view; null where it cannot be opened. */
  openPhone: (
    callback: Pick<Callback, "deviceId" | "callbackId" | "sealed">,
  ) => Promise<string | null>;
  findVariant: (variantId: VariantId) => Variant | undefined;
  clock: Clock;
  timeZone: string;
  statusEveryMs: number;
};

const FINISHED_SHOWN_MS = 24 * 3_600_000;
const ROWS = 200;
const SITES = 500;
const DEVICES = 500;
const SLOTS = 5_000;

/** What the console shows, read from the record: all of a hub, and of a country what needs somebody first. */
export function createLiveView(parts: Parts): LiveView {
  return async () => {
    const now = parts.clock();
    const moments = momentsOf(now, parts.statusEveryMs);
    return {
      now: now.toISOString(),
      timeZone: parts.timeZone,
      sites: await sites(parts, now),
      callbacks: await callbackRows(parts, now),
      devices: await deviceRows(parts, now),
      deviceCounts: await parts.stores.statuses.counts(moments),
      stock: await stockRows(parts, now),
      collections: await collectionRows(parts, now),
      newSubmissions: await parts.stores.submissions.countNew(),
    };
  };
}

async function sites({ stores, timeZone }: Parts, now: Date): Promise<SiteNow[]> {
  const since = startOfDay(now, timeZone).toISOString();
  const all = sitesNow({
    devices: await stores.devices.all(),
    sessions: await stores.visits.openSessions(),
    counts: await stores.visits.countsSince(since),
    unresolved: await stores.attempts.unresolvedByDevice(),
    helpOpen: await stores.help.openSince(since),
  });
  return all.length <= SITES ? all : busiestFirst(all).slice(0, SITES);
}

async function callbackRows({ stores, openPhone }: Parts, now: Date): Promise<CallbackRow[]> {
  const since = new Date(now.getTime() - FINISHED_SHOWN_MS).toISOString();
  const rows: CallbackRow[] = [];
  for (const callback of await stores.callbacks.list(since, ROWS)) {
    const { deviceId: _, sealed, ...row } = callback;
    rows.push({ ...row, phone: sealed === null ? null : await openPhone(callback) });
  }
  return rows;
}

async function deviceRows({ stores, statusEveryMs }: Parts, now: Date): Promise<DeviceRow[]> {
  const listed = await stores.statuses.list(momentsOf(now, statusEveryMs), DEVICES);
  return listed.map((device) => deviceRow(device, now, statusEveryMs));
}

function deviceRow(device: ListedDevice, now: Date, statusEveryMs: number): DeviceRow {
  const { deviceId, siteName, version, lastHeardAt, status, heardAt, refusedEvents } = device;
  const latest = status && heardAt !== null ? { status, heardAt: new Date(heardAt) } : undefined;
  const online = status?.online ? status : undefined;
  const heard = online && heardAt !== null ? heardAt : lastHeardAt;
  return {
    ...{ deviceId, siteName, version, refusedEvents },
    ...healthOf(latest, now, statusEveryMs),
    lastHeardAt: heard > lastHeardAt ? heard : lastHeardAt,
    outboxWaiting: online?.outbox.waiting ?? null,
    outboxOldestAt: online?.outbox.oldestAt ?? null,
    machines: online?.machines ?? [],
    printer: online?.printer ?? "unknown",
    scanner: online?.scanner ?? "not-connected",
  };
}

async function stockRows({ stores, findVariant }: Parts, now: Date): Promise<StockRow[]> {
  const rows = await stores.stock.all(now.toISOString(), SLOTS);
  return rows.map((row) => ({ ...row, ...describe(row.variantId, findVariant(row.variantId)) }));
}

async function collectionRows({ stores, findVariant }: Parts, now: Date): Promise<CollectionRow[]> {
  const rows = await stores.collections.latest(ROWS);
  return rows.map(({ deviceId: _, ...row }) => ({
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
