export type SnapshotPart = {
  through: number;
  part: number;
  parts: number;
  items: readonly unknown[];
};
type Gathered =
  | { kind: "more-to-come" }
  | { kind: "whole"; through: number; items: readonly unknown[] }
  | { kind: "too-big" };

const MOST_BYTES = 8 * 1024 * 1024;

/** Holds the parts of one snapshot until all are here, in any order and however often each comes. One of another number starts over. */
export function createGathering(mostBytes = MOST_BYTES) {
  let through: number | undefined;
  let parts = 0;
  let bytes = 0;
  const held = new Map<number, readonly unknown[]>();

  function startOver(next?: SnapshotPart): void {
    through = next?.through;
    parts = next?.parts ?? 0;
    bytes = 0;
    held.clear();
  }

  return (next: SnapshotPart): Gathered => {
    if (next.through !== through || next.parts !== parts) startOver(next);
    if (held.has(next.part) || next.part > next.parts) return { kind: "more-to-come" };
    bytes += JSON.stringify(next.items).length;
    if (bytes > mostBytes) {
      startOver();
      return { kind: "too-big" };
    }
    held.set(next.part, next.items);
    if (held.size < parts) return { kind: "more-to-come" };
    const inOrder = [...held].sort(([a], [b]) => a - b).flatMap(([, items]) => items);
    startOver();
    return { kind: "whole", through: next.through, items: inOrder };
  };
}
