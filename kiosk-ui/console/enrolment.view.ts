import type { ConsoleSignedIn, DeviceId, EnrolmentNow, EnrolmentRow } from "@drop-in/contracts";
import type { Tone } from "../design/sign.tsx";

/** What is being asked about one device, before it is done. */
export type Asking = { what: "revoke" | "again"; deviceId: DeviceId; reason: string } | null;
export type Form = { siteId: string; siteName: string; open: boolean };

const DAY_MS = 86_400_000;

/** Whose page this is: everybody else is not offered it, and the centre refuses them. */
export const mayEnrol = ({ role }: ConsoleSignedIn): boolean =>
  role === "estates" || role === "session-lead";

export const enrolmentTone: Record<EnrolmentRow["state"], Tone> = {
  awaited: "unknown",
  enrolled: "good",
  lapsed: "attention",
  revoked: "down",
};

export const daysUntil = (iso: string, nowMs: number): number =>
  Math.floor((Date.parse(iso) - nowMs) / DAY_MS);

/** How many things somebody must look at, for the menu. */
export function enrolmentTroubles({ devices, crlEndsSoon }: EnrolmentNow): number {
  const troubled = devices.filter(({ state, alarms }) => state === "lapsed" || alarms.length > 0);
  return troubled.length + (crlEndsSoon ? 1 : 0);
}

const siteIdShape = /^[a-z0-9-]{1,40}$/;

/** What is still wrong with a new device's form, or nothing. */
export function formProblem(siteId: string, siteName: string): "site-id" | "site-name" | null {
  if (!siteIdShape.test(siteId)) return "site-id";
  const name = siteName.trim();
  return name === "" || name.length > 60 ? "site-name" : null;
}
