/** Whatever begins something has an id that an answer promised: a visit, a call-back, a request for help. */
export type Named = { kind: "visit" | "callback" | "help"; id: string };

/** What the load generator was told was done, in the order it was told. */
export type Promised = Named & { device: string };

/** What one device says of itself, read from its own database. */
export type DeviceBook = {
  device: string;
  epoch: string;
  streams: readonly { stream: string; lastSeq: number; waiting: number }[];
  named: readonly Stood[];
};

/** Something with a name, and how it stands: a visit seen, a call-back asked for. */
export type Stood = Named & { state: string };

export type RecordedEvent = {
  device: string;
  epoch: string;
  stream: string;
  seq: number;
  refused: string | null;
  /** Of events that begin something. */
  named?: Named;
};

/** What the centre has, read from its database and not asked of its programs. */
export type CentreBook = {
  events: readonly RecordedEvent[];
  cursors: readonly { device: string; epoch: string; stream: string; cursor: number }[];
  /** What the events came to: the rows of its tables, each as often as it stands there. */
  named: readonly Stood[];
  /** Numbers it says it once had and lost. */
  lostRanges: number;
};

export type Violation = { what: keyof typeof meanings; place: string };

const meanings = {
  lost: "committed on a device, not in the record",
  twice: "in the record twice",
  "out of order": "later in the record than what was promised after it",
  "never promised by anyone": "in the record, but no device has committed it",
  "promise broken": "answered to a person, not in the record",
  "without effect": "in the record, but nothing came of it",
  "twice in effect": "in the record once, but it counts twice",
  "stands otherwise": "not in the state it has on the device",
  refused: "kept without being understood",
  "not forgotten": "still in the outbox, though all is in the record",
  "cursor behind": "in the record, but not counted as there",
  "said to be lost": "the centre says it lost numbers",
} as const;

export const meaningOf = (what: Violation["what"]): string => meanings[what];

/** Holds the record against the devices and against what people were told. Empty: nothing lost, nothing twice, all in order. */
export function judge(
  devices: readonly DeviceBook[],
  centre: CentreBook,
  promised: readonly Promised[],
): Violation[] {
  return [
    ...numbers(devices, centre),
    ...strangers(devices, centre),
    ...names(devices, centre, promised),
    ...effects(centre),
    ...states(devices, centre),
    ...order(centre, promised),
    ...ends(devices, centre),
  ];
}

type Place = { device: string; epoch: string; stream: string };
const laneOf = ({ device, epoch, stream }: Place) => `${device} ${epoch.slice(0, 8)} ${stream}`;
const lanesOf = ({ device, epoch, streams }: DeviceBook) =>
  streams.map((one) => ({ ...one, lane: laneOf({ device, epoch, stream: one.stream }) }));
const keyOf = ({ kind, id }: Named) => `${kind} ${id}`;

/** Every number a device gave is there, once. */
function numbers(devices: readonly DeviceBook[], { events }: CentreBook): Violation[] {
  const found: Violation[] = [];
  const seen = counted(events.map((event) => `${laneOf(event)} ${event.seq}`));
  for (const { lane, lastSeq } of devices.flatMap(lanesOf)) {
    for (let seq = 1; seq <= lastSeq; seq += 1) {
      const place = `${lane} ${seq}`;
      if (!seen.has(place)) found.push({ what: "lost", place });
    }
  }
  for (const [place, times] of seen) if (times > 1) found.push({ what: "twice", place });
  return found;
}

/** Nothing is there that no device gave. */
function strangers(devices: readonly DeviceBook[], { events }: CentreBook): Violation[] {
  const last = new Map(devices.flatMap(lanesOf).map(({ lane, lastSeq }) => [lane, lastSeq]));
  return events
    .filter((event) => event.seq > (last.get(laneOf(event)) ?? 0))
    .map((event) => ({
      what: "never promised by anyone",
      place: `${laneOf(event)} ${event.seq}`,
    }));
}

/** Whatever has a name on a device or in an answer has it in the record, in one event. */
function names(
  devices: readonly DeviceBook[],
  { events }: CentreBook,
  promised: readonly Promised[],
): Violation[] {
  const found: Violation[] = [];
  const recorded = counted(events.flatMap(({ named }) => (named ? [keyOf(named)] : [])));
  for (const one of promised) {
    if (!recorded.has(keyOf(one))) {
      found.push({ what: "promise broken", place: `${one.device} ${keyOf(one)}` });
    }
  }
  for (const { device, named } of devices) {
    for (const one of named) {
      if (!recorded.has(keyOf(one))) found.push({ what: "lost", place: `${device} ${keyOf(one)}` });
    }
  }
  for (const [place, times] of recorded) if (times > 1) found.push({ what: "twice", place });
  return found;
}

/** What has a name in the record came to one row, no more and no less. */
function effects({ events, named }: CentreBook): Violation[] {
  const found: Violation[] = [];
  const rows = counted(named.map(keyOf));
  for (const event of events) {
    if (event.named && !rows.has(keyOf(event.named))) {
      found.push({ what: "without effect", place: keyOf(event.named) });
    }
    if (event.refused !== null) {
      const place = `${laneOf(event)} ${event.seq}: ${event.refused}`;
      found.push({ what: "refused", place });
    }
  }
  for (const [place, times] of rows) if (times > 1) found.push({ what: "twice in effect", place });
  return found;
}

/** Everything that became of it became of it there, too. */
function states(devices: readonly DeviceBook[], { named }: CentreBook): Violation[] {
  const rows = new Map(named.map((one) => [keyOf(one), one.state]));
  return devices.flatMap((each) =>
    each.named.flatMap((one) => {
      const state = rows.get(keyOf(one));
      if (state === undefined || state === one.state) return [];
      return [
        { what: "stands otherwise" as const, place: `${keyOf(one)}: ${state}, ${one.state}` },
      ];
    }),
  );
}

/** What one device promised first stands first in its stream. */
function order({ events }: CentreBook, promised: readonly Promised[]): Violation[] {
  const places = new Map(
    events.flatMap((event) => (event.named ? [[keyOf(event.named), event] as const] : [])),
  );
  const highest = new Map<string, number>();
  const found: Violation[] = [];
  for (const one of promised) {
    const event = places.get(keyOf(one));
    if (!event) continue;
    const before = highest.get(laneOf(event)) ?? 0;
    if (event.seq <= before) {
      const place = `${laneOf(event)} ${event.seq}, promised after ${before}`;
      found.push({ what: "out of order", place });
    }
    highest.set(laneOf(event), Math.max(before, event.seq));
  }
  return found;
}

/** Both ends agree that all is done. */
function ends(devices: readonly DeviceBook[], { cursors, lostRanges }: CentreBook): Violation[] {
  const found: Violation[] = [];
  const at = new Map(cursors.map((lane) => [laneOf(lane), lane.cursor]));
  for (const { lane, lastSeq, waiting } of devices.flatMap(lanesOf)) {
    if (waiting > 0) found.push({ what: "not forgotten", place: `${lane}: ${waiting}` });
    const cursor = at.get(lane) ?? 0;
    if (cursor !== lastSeq) {
      found.push({ what: "cursor behind", place: `${lane}: ${cursor} of ${lastSeq}` });
    }
  }
  if (lostRanges > 0) found.push({ what: "said to be lost", place: `${lostRanges} times` });
  return found;
}

function counted(keys: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1);
  return times;
}
