import {
  hashToken,
  type Log,
  type NewId,
  newId,
  newToken,
  sameHash,
  systemTimer,
  type Timer,
} from "@drop-in/foundation";
import { type HashSecret, hashSecret, type VerifySignature, verifySignature } from "./chance.ts";
import { type Clock, systemClock } from "./clock.ts";

/** Everything the agent may not have of its own: time, chance and secrets' arithmetic. */
export type Authorities = {
  clock: Clock;
  timer: Timer;
  log: Log;
  newId: NewId;
  newToken: () => string;
  hashToken: (token: string) => string;
  hashSecret: HashSecret;
  sameHash: (a: string, b: string) => boolean;
  verifySignature: VerifySignature;
};

export function systemAuthorities(log: Log): Authorities {
  return {
    clock: systemClock(),
    timer: systemTimer,
    log,
    newId,
    newToken,
    hashToken,
    hashSecret,
    sameHash,
    verifySignature,
  };
}
