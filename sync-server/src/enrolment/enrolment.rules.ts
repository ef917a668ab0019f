import { CERTIFICATE_ALARM_DAYS, type EnrolmentRow } from "@drop-in/contracts";

const DAY_MS = 86_400_000;
const CRL_ALARM_MS = 48 * 3_600_000;

const WARNED_DAYS = 7;

export const CODE_LIFE_MS = 24 * 3_600_000;

type Identity = { revokedAt: string | null };
type Certificate = { state: "next" | "current" | "past"; notAfter: string };

/** A device whose certificates have all ended is never let in again by itself. */
export function standingOf(
  identity: Identity | undefined,
  living: readonly Certificate[],
  now: string,
): "enrolled" | "lapsed" | "revoked" | "unknown" {
  if (!identity) return "unknown";
  if (identity.revokedAt !== null) return "revoked";
  if (living.length === 0) return "unknown"; // a code is out, but no box has used it
  return living.some(({ notAfter }) => notAfter > now) ? "enrolled" : "lapsed";
}

export type CodeVerdict = "good" | "again" | "used" | "expired";

/** `again`: the same keys ask once more, because the answer did not reach them. */
export function judgeCode(
  code: { usedAt: string | null; usedBy: string | null; expiresAt: string },
  asker: string,
  now: string,
): CodeVerdict {
  if (code.usedAt !== null && code.usedBy !== asker) return "used";
  if (code.expiresAt <= now) return "expired";
  return code.usedAt === null ? "good" : "again";
}

export function rowState(
  identity: Identity,
  current: { notAfter: string } | undefined,
  now: string,
): EnrolmentRow["state"] {
  if (identity.revokedAt !== null) return "revoked";
  if (!current) return "awaited";
  return current.notAfter > now ? "enrolled" : "lapsed";
}

export function alarmsOf(
  state: EnrolmentRow["state"],
  endsAt: string | undefined,
  warnedAt: string | null,
  now: string,
): EnrolmentRow["alarms"] {
  const alarms: EnrolmentRow["alarms"] = [];
  if (
    state === "enrolled" &&
    endsAt !== undefined &&
    daysLeft(endsAt, now) < CERTIFICATE_ALARM_DAYS
  ) {
    alarms.push("certificate-ends-soon");
  }
  if (warnedAt !== null && -daysLeft(warnedAt, now) < WARNED_DAYS) alarms.push("code-used-twice");
  return alarms;
}

/** Alarms first, then what is under way, then what has ended, then what is well. */
export function urgency({ state, alarms }: Pick<EnrolmentRow, "state" | "alarms">): number {
  if (alarms.length > 0) return 0;
  return { lapsed: 1, awaited: 2, revoked: 3, enrolled: 4 }[state];
}

export const crlEndsSoon = (endsAt: string, now: string): boolean =>
  new Date(endsAt).getTime() - new Date(now).getTime() < CRL_ALARM_MS;

function daysLeft(endsAt: string, now: string): number {
  return (new Date(endsAt).getTime() - new Date(now).getTime()) / DAY_MS;
}
