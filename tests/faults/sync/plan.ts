import { seeded } from "../seeded.ts";

/** What is done to whom. Shares of all faults, in hundredths; a kind that cannot be had here leaves its share to the rest. */
const shares = {
  "link cut": 13,
  "link late": 9,
  "link slow": 4,
  "link one-way": 8,
  "link black hole": 7,
  "link half open": 3,
  "message doubled": 17,
  "message behind the next": 14,
  "message late": 6,
  "Mosquitto killed and wiped": 2,
  "server killed": 4,
  "PostgreSQL restarted": 1,
  "PostgreSQL crashed": 1,
  "device killed": 4.5,
  "device disk full": 2.5,
  "device clock moved": 2.5,
  "device started with a wrong clock": 1.5,
} as const;

export type FaultKind = keyof typeof shares;
export const faultKinds = Object.keys(shares) as FaultKind[];

/** One fault: when it begins, counted from the start of the run, how long it lasts, and a number to draw its details from. */
export type Fault = { kind: FaultKind; atMs: number; forMs: number; detail: number };

/** Who does faults one after another; two of them know nothing of each other, so that faults overlap. */
export type Actor = { name: string; device?: number; faults: Fault[] };

type Shape = {
  seed: number;
  faults: number;
  devices: number;
  without: readonly FaultKind[];
  /** How close together they come, all actors taken as one. */
  msPerFault?: number;
};

const MS_PER_FAULT = 380;

const actors: readonly { name: string; perDevice: boolean; kinds: readonly FaultKind[] }[] = [
  {
    name: "link",
    perDevice: true,
    kinds: faultKinds.filter((kind) => kind.startsWith("link")),
  },
  {
    name: "messages",
    perDevice: true,
    kinds: faultKinds.filter((kind) => kind.startsWith("message")),
  },
  {
    name: "box",
    perDevice: true,
    kinds: faultKinds.filter((kind) => kind.startsWith("device")),
  },
  { name: "broker", perDevice: false, kinds: ["Mosquitto killed and wiped"] },
  { name: "servers", perDevice: false, kinds: ["server killed"] },
  { name: "database", perDevice: false, kinds: ["PostgreSQL restarted", "PostgreSQL crashed"] },
];

/** The whole plan of a run: the same seed plans the same faults at the same moments. */
export function planFaults({ seed, faults, devices, without, ...shape }: Shape): Actor[] {
  const counts = countsOf(
    faults,
    faultKinds.filter((kind) => !without.includes(kind)),
  );
  const lastsMs = faults * (shape.msPerFault ?? MS_PER_FAULT);
  const random = seeded(seed);
  return actors.flatMap(({ name, perDevice, kinds }) => {
    const all = shuffled(
      kinds.flatMap((kind) => Array.from({ length: counts.get(kind) ?? 0 }, () => kind)),
      random,
    );
    const whose = perDevice ? Array.from({ length: devices }, (_, device) => device) : [undefined];
    return whose.map((device, place) => {
      const mine = all.filter((_, index) => index % whose.length === place);
      return {
        name: device === undefined ? name : `${name} ${device + 1}`,
        ...(device === undefined ? {} : { device }),
        faults: mine.map((kind, index) => ({
          kind,
          atMs: Math.round(((index + random()) * lastsMs) / mine.length),
          forMs: Math.round(lengthOf(kind, random())),
          detail: random(),
        })),
      };
    });
  });
}

/** At least one of every kind, and `faults` in all: the largest kinds take up what rounding left. */
function countsOf(faults: number, kinds: readonly FaultKind[]): Map<FaultKind, number> {
  const sum = kinds.reduce((total, kind) => total + shares[kind], 0);
  const counts = new Map(
    kinds.map((kind) => [kind, Math.max(1, Math.floor((faults * shares[kind]) / sum))]),
  );
  const largest = kinds.toSorted((a, b) => shares[b] - shares[a]);
  let over = faults - [...counts.values()].reduce((total, count) => total + count, 0);
  for (let turn = 0; over !== 0; turn += 1) {
    const kind = largest[turn % largest.length];
    if (kind === undefined) break;
    const step = Math.sign(over);
    const count = (counts.get(kind) ?? 0) + step;
    if (count < 1) {
      if (turn > 10 * faults + largest.length) break; // fewer faults than kinds
      continue;
    }
    counts.set(kind, count);
    over -= step;
  }
  return counts;
}

function lengthOf(kind: FaultKind, drawn: number): number {
  switch (kind) {
    case "link half open":
      return 500 + drawn * 9_500; // nobody is told; it lasts until somebody asks
    case "device clock moved":
      return 2_500 + drawn * 2_000; // the moved clock is looked at once a second
    case "link late":
    case "link slow":
      return 200 + drawn * 2_000;
    case "device disk full":
      return 200 + drawn * 1_500;
    default:
      return 30 + drawn * 1_200;
  }
}

function shuffled<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
