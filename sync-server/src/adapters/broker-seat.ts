import { readFileSync } from "node:fs";
import type { DeviceId } from "@drop-in/contracts";
import type { Log } from "@drop-in/foundation";
import type { Link } from "../broker/link.ts";
import type { RevocationList } from "../enrolment/revocation-list.ts";
import type { Settings } from "../settings.ts";
import type { Authority } from "./authority.ts";
import { type BrokerTls, type EmbeddedBroker, openEmbeddedBroker } from "./embedded-broker.ts";
import { connectExternalBroker, type ServiceTls } from "./external-broker.ts";
import { publishRevocationList } from "./revocation-list.ts";

type Parts = { authority: Authority; clientId: string; log: Log };
type Deny = { latest(): RevocationList; isRevoked(deviceId: DeviceId): boolean };

const always = ["localhost", "127.0.0.1", "::1"];

/** The broker of this centre, inside the process or elsewhere, and all that enrolment has to do with it. */
export function createBrokerSeat(settings: Settings, { authority, clientId, log }: Parts) {
  const { BROKER_URL, BROKER_PORT, HOST, DEVICE_BROKERS, DEVICE_BROKER_CA, BROKER_CRL_FILE } =
    settings;
  let embedded: EmbeddedBroker | undefined;
  let link: Link | undefined;

  /** In memory only, and new each time: nothing to steal from the disk, and never near its end. */
  async function ownTls(crl: string): Promise<BrokerTls> {
    const names = [...new Set([...always, HOST])];
    const { keyPem, certificatePem } = await authority.forServer(names, new Date());
    return { key: keyPem, cert: certificatePem, ca: authority.caPem, crl };
  }

  async function openOwn(deny: Deny): Promise<EmbeddedBroker> {
    const tls = await ownTls(deny.latest().pem);
    const isRevoked = deny.isRevoked;
    return openEmbeddedBroker({ host: HOST, port: BROKER_PORT, tls, isRevoked, log });
  }

  return {
    /** As devices are told of them. */
    forDevices: DEVICE_BROKERS ?? [BROKER_URL ?? `mqtts://${HOST}:${BROKER_PORT}`],
    authoritiesForDevices: (): string[] => [
      DEVICE_BROKER_CA === undefined ? authority.caPem : readFileSync(DEVICE_BROKER_CA, "utf8"),
    ],
    async open(deny: Deny): Promise<Link & { url: string }> {
      if (BROKER_URL === undefined) {
        embedded = await openOwn(deny);
        link = embedded;
        return embedded;
      }
      const opened = connectExternalBroker({
        ...{ url: BROKER_URL, clientId, tls: readTls(settings), log },
        ...{ shareGroup: settings.BROKER_SHARE_GROUP, mqttVersion: settings.MQTT_VERSION },
      });
      link = opened;
      return opened;
    },
    kick(deviceId: DeviceId): void {
      link?.kick(deviceId);
    },
    async takeRevocationList({ pem }: RevocationList): Promise<void> {
      embedded?.takeTls(await ownTls(pem));
      if (BROKER_CRL_FILE === undefined) return;
      await publishRevocationList({ file: BROKER_CRL_FILE, reload: settings.BROKER_RELOAD }, pem);
    },
  };
}

/** All three or none; none only where the broker is on this machine and for a test. */
function readTls(settings: Settings): ServiceTls | undefined {
  const { BROKER_TLS_KEY: key, BROKER_TLS_CERT: cert, BROKER_TLS_CA: ca } = settings;
  if (key === undefined && cert === undefined && ca === undefined) return undefined;
  if (key === undefined || cert === undefined || ca === undefined) {
    throw new Error("BROKER_TLS_KEY, BROKER_TLS_CERT and BROKER_TLS_CA: name all three, or none");
  }
  const read = (file: string) => readFileSync(file, "utf8");
  return { key: read(key), cert: read(cert), ca: read(ca) };
}
