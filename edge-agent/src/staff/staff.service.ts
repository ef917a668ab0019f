import type { StaffCard, StaffId } from "@drop-in/contracts";
import type { Transact } from "@drop-in/foundation";
import type { HashSecret } from "../adapters/chance.ts";
import type { Clock } from "../adapters/clock.ts";
import { AgentError } from "../agent-error.ts";
import type { TryGate } from "../limits/try-gate.ts";
import type { StaffStore } from "./staff.store.ts";

export type StaffService = ReturnType<typeof createStaffService>;

type Parts = {
  staff: StaffStore;
  gate: TryGate;
  transact: Transact;
  clock: Clock;
  hashSecret: HashSecret;
  sameHash: (a: string, b: string) => boolean;
  newToken: () => string;
  hashToken: (token: string) => string;
};

const SHIFT_HOURS = 12;

/** Signing in with a PIN, with no network: the cards came down the feed. */
export function createStaffService(parts: Parts) {
  const { staff, gate, transact, clock, hashToken } = parts;

  async function cardFor(pin: string): Promise<StaffCard | undefined> {
    let found: StaffCard | undefined;
    // Every card is hashed every time, so that the answer takes as long for a wrong PIN as for a right one.
    for (const card of staff.all()) {
      const hash = await parts.hashSecret(pin, card.pinSalt);
      if (parts.sameHash(hash, card.pinHash)) found = card;
    }
    return found;
  }

  /** Every PIN passes the same gate, so that signing a second time buys nobody more guesses. */
  async function whose(pin: string): Promise<StaffCard> {
    const tried = await gate.try(() => cardFor(pin));
    if (tried.kind === "wait") throw new AgentError("wait", "Too many wrong PINs.", tried.seconds);
    if (tried.kind === "wrong") throw new AgentError("wrong-pin", "This PIN is not known here.");
    return tried.found;
  }

  return {
    async signIn(pin: string): Promise<{ card: StaffCard; token: string }> {
      if (staff.all().length === 0) {
        throw new AgentError("no-staff-yet", "This device has not yet heard who may sign in.");
      }
      const card = await whose(pin);
      gate.forgive();
      const token = parts.newToken();
      const expiresAt = new Date(clock.now().getTime() + SHIFT_HOURS * 3_600_000).toISOString();
      transact(() => staff.signIn(hashToken(token), card.staffId, expiresAt));
      return { card, token };
    },
    /** The other person who signs for it: by a PIN of their own, here and now. */
    async second(pin: string | undefined, first: StaffId): Promise<StaffId> {
      if (pin === undefined) {
        throw new AgentError(
          "second-person-needed",
          "A second member of staff must sign for this.",
        );
      }
      const { staffId } = await whose(pin);
      if (staffId === first) throw new AgentError("same-person", "Two people must sign for this.");
      return staffId;
    },
    signOut(token: string): void {
      transact(() => staff.signOut(hashToken(token), clock.now().toISOString()));
    },
    who(token: string | undefined): StaffCard | undefined {
      return token === undefined
        ? undefined
        : staff.signedIn(hashToken(token), clock.now().toISOString());
    },
  };
}
