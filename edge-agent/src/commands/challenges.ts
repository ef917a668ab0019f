import type { CommandId } from "@drop-in/contracts";

type Parts = {
  /** 16 random bytes, hex. */
  newChallenge: () => string;
  monotonicMs: () => number;
};
type Open = { challenge: string; issuedAtMs: number };

const FRESH_MS = 60_000;
const MOST_OPEN = 4;

/**
 * What makes a command fresh without a clock. In memory only: a restart forgets them, and whatever was
 * signed for one of them can then never run.
 */
export function createChallenges({ newChallenge, monotonicMs }: Parts) {
  const open = new Map<CommandId, Open>();

  function dropStale(): void {
    for (const [id, { issuedAtMs }] of open) {
      if (monotonicMs() - issuedAtMs >= FRESH_MS) open.delete(id);
    }
  }

  return {
    /** The same one while it is fresh: asking again prolongs nothing. The oldest gives way when there are many. */
    issue(commandId: CommandId): string {
      dropStale();
      const known = open.get(commandId);
      if (known) return known.challenge;
      const [oldest] = open.keys();
      if (oldest !== undefined && open.size >= MOST_OPEN) open.delete(oldest);
      const challenge = newChallenge();
      open.set(commandId, { challenge, issuedAtMs: monotonicMs() });
      return challenge;
    },
    /** True once, for the command it was issued to. Only to be asked about what is truly signed. */
    use(commandId: CommandId, challenge: string): boolean {
      dropStale();
      if (open.get(commandId)?.challenge !== challenge) return false;
      return open.delete(commandId);
    },
  };
}
