export type Chance = ReturnType<typeof createChance>;

/** Numbers that look random and are the same every time for the same seed (mulberry32). */
export function createChance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    byte: () => below(256),
    maybe: (share: number) => next() < share,
    bytes: (count: number) => Uint8Array.from({ length: count }, () => below(256)),
    one<Thing>(things: readonly [Thing, ...Thing[]]): Thing {
      return things[below(things.length)] ?? things[0];
    },
  };
}
