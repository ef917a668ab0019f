import type { Chance, World } from "./world.ts";

type Underway = { at: number; order: number; carry: () => Promise<void> };

export type Line = ReturnType<typeof createLine>;

/** The way between one device and the centre: it loses, doubles, holds up and turns round, and at times carries nothing. */
export function createLine(world: World, chance: Chance) {
  let underway: Underway[] = [];
  let order = 0;
  const line = { cut: false, perfect: false };

  function put(carry: () => Promise<void>): void {
    order += 1;
    underway.push({ at: world.now() + delay(), order, carry });
  }

  function delay(): number {
    if (line.perfect) return 100;
    // Most take a moment; some wait at the broker for hours.
    return chance.maybe(0.9) ? chance.below(3_000) : chance.below(20 * 3_600_000);
  }

  return Object.assign(line, {
    send(carry: () => Promise<void>): void {
      if (line.cut || (!line.perfect && chance.maybe(0.15))) return;
      put(carry);
      if (!line.perfect && chance.maybe(0.15)) put(carry);
    },
    next: (): number => Math.min(...underway.map(({ at }) => at)),
    async carryDue(): Promise<void> {
      for (;;) {
        const due = underway
          .filter(({ at }) => at <= world.now())
          .sort((a, b) => a.at - b.at || a.order - b.order)[0];
        if (!due) return;
        underway = underway.filter((each) => each !== due);
        if (!line.cut) await due.carry();
      }
    },
  });
}
