import { type Renewal, renewalMark, type SignedRenewal, sealedFor } from "@drop-in/contracts";
import { type Log, signerOf, type Timer, toRaw } from "@drop-in/foundation";
import { z } from "zod";
import type { CentreHttp } from "../adapters/centre-http.ts";
import type { IdentityFiles } from "../adapters/identity-files.ts";
import { askCentre, parseJson } from "./ask-centre.ts";
import { isOwnCertificate } from "./check-certificate.ts";
import { type KeptIdentity, lifeOf, OwnKeys, readSeat } from "./identity.ts";
import { isRenewalDue } from "./renewal.rules.ts";

type Parts = {
  files: IdentityFiles;
  http: CentreHttp;
  makeKeys: (deviceId: string) => Promise<OwnKeys>;
  agentVersion: string;
  clock: () => Date;
  timer: Timer;
  /** 0 … 1: thousands of boxes set up on one day must not come back on one day. */
  spread: number;
  /** A new identity lies ready: the lines to the broker are to be made anew with it. */
  onRenewed: () => void;
  log: Log;
};

export type Renewed = "renewed" | "not-due" | "not-enrolled" | "unreachable" | "refused";

const EVERY_MS = 3_600_000;
const REST_MS = 24 * 3_600_000; // after one: a clock that is years ahead would ask without end
const Asked = z.object({ renewalOf: z.string(), keys: OwnKeys });

/** Asks for the next certificate in good time. The present keys stay until the next ones have been heard. */
export function createRenewal(parts: Parts) {
  const { files, http, clock, timer, spread, log } = parts;
  let cancel = timer(EVERY_MS, () => void round());

  async function round(): Promise<void> {
    const done = await renewIfDue().catch((error: unknown) => {
      log.error({ event: "renewal.failed", error: String(error) });
      return "unreachable" as const;
    });
    cancel = timer(done === "renewed" ? REST_MS : EVERY_MS, () => void round());
  }

  async function renewIfDue(): Promise<Renewed> {
    const present = readSeat(files, "present");
    if (!present) return "not-enrolled";
    if (readSeat(files, "next") || !isRenewalDue(lifeOf(present), clock(), spread)) {
      return "not-due";
    }
    return renew(present);
  }

  async function renew(present: KeptIdentity): Promise<Renewed> {
    const { answer: before, url, joinedWith } = present;
    const keys = await keysFor(present);
    const asked = await askCentre(http, {
      url: new URL("/api/devices/renew", url).href,
      to: before.sealingKeys[0] ?? "",
      ...{ purpose: sealedFor.renew, answerPurpose: sealedFor.renewAnswer, keys },
      said: sign(present, keys),
    });
    if (asked.kind !== "answer") {
      const why = asked.kind === "refused" ? asked.code : asked.why;
      log.warn({ event: `renewal.${asked.kind}`, why });
      return asked.kind;
    }
    const { answer } = asked;
    if (answer.deviceId !== before.deviceId || !isOwnCertificate(answer, keys)) {
      log.error({ event: "renewal.bad-certificate" });
      return "refused";
    }
    const kept: KeptIdentity = { keys, answer, url, joinedWith };
    files.write("next", JSON.stringify(kept));
    files.remove("asked");
    log.info({ event: "renewal.done", deviceId: answer.deviceId });
    parts.onRenewed();
    return "renewed";
  }

  function sign({ keys: presentKeys, answer }: KeptIdentity, keys: OwnKeys): SignedRenewal {
    const said: Renewal = {
      deviceId: answer.deviceId,
      csr: keys.csr,
      sealingPublicKey: keys.sealing.publicKey,
      agentVersion: parts.agentVersion,
    };
    const renewal = JSON.stringify(said);
    const signature = signerOf(presentKeys.signingKeyPem).sign(Buffer.from(renewalMark + renewal));
    return { renewal, signature: toRaw(signature) };
  }

  async function keysFor({ keys, answer }: KeptIdentity): Promise<OwnKeys> {
    const before = Asked.safeParse(parseJson(files.read("asked") ?? ""));
    if (before.success && before.data.renewalOf === keys.signingKey) return before.data.keys;
    const made = await parts.makeKeys(answer.deviceId);
    files.write("asked", JSON.stringify({ renewalOf: keys.signingKey, keys: made }));
    return made;
  }

  return {
    renewIfDue,
    close(): void {
      cancel();
    },
  };
}

/** The centre has heard the next keys: they take the place of the present ones, which are gone for good. */
export function settleNext(files: IdentityFiles): void {
  const next = files.read("next");
  if (next === undefined) return;
  files.write("present", next);
  files.remove("next");
}

/** The centre does not know the next keys (it was restored from an older copy): the present ones go on. */
export function dropNext(files: IdentityFiles): void {
  files.remove("next");
}
