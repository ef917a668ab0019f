import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SiteId } from "@drop-in/contracts";
import { openCentreDesk } from "../../../launch/ask-centre.ts";
import { freePorts } from "../../hub-under-test.ts";
import { startShippedSite } from "../../shipped-site.ts";
import { openCentreBook } from "./books.ts";
import { keep } from "./keep.ts";

const root = join(import.meta.dirname, "../../..");
const SERVERS = 2;

/** PostgreSQL, Mosquitto as we ship it, and several processes of the centre with one set of keys. */
export async function startCentreSide(folder: string, pin: string) {
  const dataDir = join(folder, "centre");
  const { authority, broker, postgres, mosquitto } = await startShippedSite(dataDir);

  async function startServer(number: number) {
    const [port] = await freePorts(1);
    const { key, cert } = await mosquitto.services.client(`centre-${number}`);
    const file = (name: string, text: string) => {
      const path = join(folder, `server-${number}.${name}`);
      writeFileSync(path, text);
      return path;
    };
    return keep({
      name: `server ${number}`,
      entry: join(root, "sync-server/src/main.ts"),
      logFile: join(folder, `logs/server-${number}.log`),
      env: {
        DATA_DIR: dataDir,
        DATABASE_URL: postgres.url,
        HTTP_PORT: String(port),
        BROKER_URL: mosquitto.serviceUrl,
        BROKER_TLS_KEY: file("key", key),
        BROKER_TLS_CERT: file("pem", cert),
        BROKER_TLS_CA: file("ca", authority.caPem),
        BROKER_SHARE_GROUP: "centre",
        DEVICE_BROKERS: mosquitto.deviceUrl,
        STATUS_EVERY_MS: "1000",
        FIRST_STAFF: JSON.stringify({ name: "Hub lead", password: "a-long-password", pin }),
        LOG_LEVEL: "info",
      },
    });
  }
  const servers = await Promise.all(
    Array.from({ length: SERVERS }, (_, place) => startServer(place + 1)),
  );
  const desk = openCentreDesk(dataDir);

  return {
    ...{ postgres, mosquitto, servers },
    /** Where devices find the broker, and how somebody between the two passes for it. */
    deviceEnd: { port: Number(new URL(mosquitto.deviceUrl).port), ...broker, ca: authority.caPem },
    record: openCentreBook(postgres.url),
    /** A new device: its name, and what a technician would carry to it. */
    introduce: (name: string) => desk.add({ siteId: SiteId.parse(name), siteName: name }),
    async stop(): Promise<void> {
      await Promise.all(servers.map((server) => server.stop()));
      mosquitto.stop();
      await postgres.close();
    },
  };
}
