import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { startPostgres, toolFolder } from "../../postgres.ts";
import { startProcess } from "../bench-process.ts";
import { hasMosquitto } from "../mosquitto.ts";
import { startCentre, storedAndDifferentSql } from "../ours.ts";
import type { ThinKeys } from "../ours-thin.ts";
import type { Centre } from "../ways.ts";

/** What an estate needs and a machine may lack. */
export function missingForEstate(): string[] {
  const missing = hasMosquitto() ? [] : ["Mosquitto"];
  try {
    toolFolder();
  } catch {
    missing.push("PostgreSQL");
  }
  return missing;
}

/** One PostgreSQL, and as many processes of one centre as wanted: one folder of keys, one name of their group. */
export async function openEstate(folder: string) {
  const postgres = await startPostgres();
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  const keysDir = join(folder, "keys");
  return {
    keysDir,
    databaseUrl: postgres.url,
    async startServers(count: number, brokerUrl: string): Promise<Centre[]> {
      const shareGroup = `bench-${count}`;
      const servers: Centre[] = [];
      for (let made = 0; made < count; made += 1) {
        const own = join(folder, `server-${made}`);
        mkdirSync(own, { recursive: true });
        servers.push(
          await startCentre(own, {
            ...{ brokerUrl, keysDir, postgresUrl: postgres.url },
            ...(count === 1 ? {} : { shareGroup }),
          }),
        );
      }
      return servers;
    },
    async kept(): Promise<{ stored: number; different: number }> {
      const { rows } = await admin.query({ text: storedAndDifferentSql, rowMode: "array" });
      return { stored: Number(rows[0]?.[0]), different: Number(rows[0]?.[1]) };
    },
    async close() {
      await admin.end();
      await postgres.close();
    },
  };
}

type Generator = {
  folder: string;
  number: number;
  keys: ThinKeys;
  port: number;
  env: Record<string, number>;
};

/** A process that plays the devices of `keys`. */
export function startDevices({ folder, number, keys, port, env }: Generator) {
  const file = join(folder, `devices-${number}.json`);
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  const numbers = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, String(value)]),
  );
  return startProcess({
    name: `devices ${number}`,
    entry: join(import.meta.dirname, "thin-devices.ts"),
    env: { ...numbers, KEYS_FILE: file, PORT: String(port), SUBNET: String(number + 1) },
    logFile: join(folder, `devices-${number}.log`),
  });
}
