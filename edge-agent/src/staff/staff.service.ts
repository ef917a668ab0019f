import type { StaffCard } from "@drop-in/contracts";
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

  return {
    async signIn(pin: string): Promise<{ card: StaffCard; token: string }> {
      if (staff.all().length === 0) {
        throw new AgentError("no-staff-yet", "This device has not yet heard who may sign in.");
      }
      const tried = await gate.try(() => cardFor(pin));
      if (tried.kind === "wait") {
        throw new AgentError("wait", "Too many wrong PINs.", tried.seconds);
      }
      if (tried.kind === "wrong") throw new AgentError("wrong-pin", "This PIN is not known here.");
      gate.forgive();
      const token = parts.newToken();
      const expiresAt = new Date(clock.now().getTime() + SHIFT_HOURS * 3_600_000).toISOString();
      transact(() => staff.signIn(hashToken(token), tried.found.staffId, expiresAt));
      return { card: tried.found, token };
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
