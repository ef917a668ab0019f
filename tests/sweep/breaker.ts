export type Place = "commit" | "go" | "host-writes" | "host-hears";
export type Moment = "before" | "torn" | "after";
/** `power`: everything in the box stops here. `disk`: from here on the disk refuses, until it is mended. */
export type Harm = "power" | "disk";
export type Cut = { point: number; moment: Moment; harm: Harm };

/** Thrown through the agent at the moment its power goes: whatever it would have done next, it does not do. */
export class PowerCut extends Error {}

/** One running box. Once it has lost its power, nothing of it may have an effect any more. */
export type Life = { powered: boolean };
export type Disk = {
  refuses: boolean;
  /** A planted bug: commits return before they are on disk, as with synchronous = NORMAL. */
  early: boolean;
};

export type Breaker = ReturnType<typeof createBreaker>;

/**
 * Counts the points at which something crosses the edge of the agent, and does harm at the one that was
 * chosen. Run without a cut it only makes the list.
 */
export function createBreaker(cut: Cut | undefined, life: Life, disk: Disk) {
  const places: Place[] = [];
  let struck = false;

  function strike(): void {
    struck = true;
    if (cut?.harm === "disk") disk.refuses = true;
    else life.powered = false;
  }

  return {
    places: (): readonly Place[] => places,
    struck: () => struck,
    /** The act at this point, told in its moments; `half` is what of it happens when it is torn. */
    cross(place: Place, act: { half: () => void; whole: () => void }): void {
      if (!life.powered) return;
      places.push(place);
      const moment = !struck && cut?.point === places.length - 1 ? cut.moment : undefined;
      if (moment === "before") strike();
      if (!life.powered) return;
      if (moment === "torn") {
        act.half();
        strike();
        return;
      }
      act.whole();
      if (moment === "after") strike();
    },
  };
}

/** Runs what may be on its way when the power goes. */
export function unlessCut(fn: () => void): void {
  try {
    fn();
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
  }
}
