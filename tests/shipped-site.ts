import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openAuthority } from "../sync-server/src/adapters/authority.ts";
import { openCentreKeys } from "../sync-server/src/adapters/centre-keys.ts";
import { startShippedMosquitto } from "./brokers/mosquitto.ts";
import { startPostgres } from "./postgres.ts";

/**
 * What a centre stands on where it is installed: its keys in `dataDir`, PostgreSQL, and Mosquitto with the files we ship. The keys are
 * made here, before the first process of the centre, because the broker must know the authority before anybody connects.
 */
export async function startShippedSite(dataDir: string, options: { keeps?: boolean } = {}) {
  const keysDir = join(dataDir, "keys");
  mkdirSync(keysDir, { recursive: true });
  const now = new Date();
  const keys = await openCentreKeys(keysDir);
  const authority = await openAuthority(keys.authorityKey, join(keysDir, "authority.crt"), now);
  const own = await authority.forServer(["localhost", "127.0.0.1"], now);
  const broker = { key: own.keyPem, cert: own.certificatePem };
  const { pem: crl } = await authority.crl([], now);
  const [postgres, mosquitto] = await Promise.all([
    startPostgres(),
    startShippedMosquitto({ ca: authority.caPem, crl, broker }, options),
  ]);
  return { authority, broker, postgres, mosquitto };
}
