import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { type DeviceId, SiteId, StaffRole } from "@drop-in/contracts";
import { createServer, type Timer } from "@drop-in/foundation";
import type { FastifyRequest } from "fastify";
import { type CentreHttp, centreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { openIdentityFiles } from "../../edge-agent/src/adapters/identity-files.ts";
import { makeKeys } from "../../edge-agent/src/adapters/make-keys.ts";
import { openIdentity } from "../../edge-agent/src/enrolment/identity.ts";
import { join } from "../../edge-agent/src/enrolment/join.service.ts";
import { createRenewal } from "../../edge-agent/src/enrolment/renewal.service.ts";
import { openAdminToken } from "../../sync-server/src/adapters/admin-token.ts";
import { openAuthority } from "../../sync-server/src/adapters/authority.ts";
import { openCentreKeys } from "../../sync-server/src/adapters/centre-keys.ts";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import { CentreError, httpStatusOf } from "../../sync-server/src/centre-error.ts";
import { openSqliteDatabase } from "../../sync-server/src/db/open-database.ts";
import type { Database } from "../../sync-server/src/db/sql.ts";
import { createEnrolment } from "../../sync-server/src/enrolment/enrolment.ts";
import { serveEnrolment } from "../../sync-server/src/enrolment/serve-enrolment.ts";

export const quiet = { debug() {}, info() {}, warn() {}, error() {} };
export const DAY_MS = 86_400_000;
export const where = { siteId: SiteId.parse("bus-2"), siteName: "Health bus 2" };

/** A centre that only lets devices in: real keys and database, a real HTTP server, a clock we turn. */
export async function plugInEnrolment(
  start: Date,
  db: Database = openSqliteDatabase(":memory:"),
  folder: string = mkdtempSync(joinPath(tmpdir(), "drop-in-keys-")),
) {
  let now = start;
  const timers: { at: number; fn: () => void; off: boolean }[] = [];
  const timer: Timer = (ms, fn) => {
    const entry = { at: now.getTime() + ms, fn, off: false };
    timers.push(entry);
    return () => {
      entry.off = true;
    };
  };
  const keys = await openCentreKeys(folder);
  const authority = await openAuthority(keys.authorityKey, joinPath(folder, "authority.pem"), now);
  const app = await createServer({ log: quiet, host: "127.0.0.1", statusOf: httpStatusOf });
  const kicked: DeviceId[] = [];
  const lists: string[] = [];
  const unpinned: DeviceId[] = [];
  const url = () => {
    const address = app.server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  };
  const enrolment = await createEnrolment({
    ...{ db, authority, keys, timer, url, log: quiet, chance: systemChance, changes: db.changes },
    commandKeys: [],
    brokers: ["mqtts://127.0.0.1:8883"],
    brokerAuthorities: [authority.caPem],
    clock: () => now,
    kick: (deviceId: DeviceId) => void kicked.push(deviceId),
    publishList: async ({ pem }: { pem: string }) => void lists.push(pem),
    unpin: async (_: unknown, deviceId: DeviceId) => unpinned.push(deviceId),
  });
  const adminToken = openAdminToken(folder);
  await serveEnrolment(app, {
    ...enrolment,
    adminToken,
    signedIn: async (request) => whoIs(request),
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  adminToken.announce(url());

  return {
    ...enrolment,
    ...{ app, folder, authority, keys, db, kicked, lists, unpinned, url },
    pass(ms: number): void {
      now = new Date(now.getTime() + ms);
      for (const due of timers.filter(({ at, off }) => !off && at <= now.getTime())) {
        due.off = true;
        due.fn();
      }
    },
    now: () => now,
    close: () => app.close(),
  };
}

/** Signed in as whatever the test says. */
function whoIs({ headers }: FastifyRequest): { name: string; role: StaffRole } {
  const role = StaffRole.safeParse(headers["x-test-role"]);
  if (!role.success) throw new CentreError("not-signed-in", "Sign in first.");
  return { name: "Sam", role: role.data };
}

/** A box with a folder of its own; `http` may be somebody who stands in between. */
export function unpackBox(clock: () => Date, http: CentreHttp = centreHttp) {
  const files = openIdentityFiles(mkdtempSync(joinPath(tmpdir(), "drop-in-box-")));
  let renewed = 0;
  const about = { files, http, makeKeys, agentVersion: "0.1.0", log: quiet };
  const renewal = createRenewal({
    ...about,
    ...{ clock, spread: 0, timer: () => () => {} },
    onRenewed() {
      renewed += 1;
    },
  });
  return {
    files,
    join: (text: string) => join(about, text),
    renew: renewal.renewIfDue,
    identity: async () => {
      const identity = await openIdentity(files);
      if (identity === "not-enrolled") throw new Error("not enrolled");
      return identity;
    },
    renewed: () => renewed,
  };
}
