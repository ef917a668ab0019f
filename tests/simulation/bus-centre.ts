import { join } from "node:path";
import { StaffId } from "@drop-in/contracts";
import { createSealedFrames } from "../../sync-server/src/broker/sealed-frames.ts";
import { createOpenPhone } from "../../sync-server/src/callbacks/open-phone.ts";
import { readCatalogue } from "../../sync-server/src/catalogue/read-catalogue.ts";
import type { OpenDatabase } from "../../sync-server/src/centre.test-rig.ts";
import { createCentre } from "../../sync-server/src/centre.ts";
import { createCollectionService } from "../../sync-server/src/collections/collection.service.ts";
import { createCertificateStore } from "../../sync-server/src/enrolment/certificate.store.ts";
import { createDeviceKeys } from "../../sync-server/src/enrolment/device-keys.ts";
import { createStores, createTransact } from "../../sync-server/src/stores.ts";
import { createOpenSaid } from "../../sync-server/src/submissions/open-said.ts";
import { hashFor } from "./bus-box.ts";
import { type BusKeys, bus } from "./bus-keys.ts";
import type { BusLine } from "./bus-line.ts";
import { brace, plan } from "./bus-machine.ts";
import type { BusTime } from "./bus-time.ts";
import { type Chance, uuid } from "./world.ts";

export type BusCentre = Awaited<ReturnType<typeof openBusCentre>>;

export const pin = "482913";
export const secondPin = "731904";
const salt = "00".repeat(16);
const lead = StaffId.parse(uuid(7, 1));
const staff = [
  { staffId: lead, name: "Lead", role: "session-lead", pin },
  { staffId: StaffId.parse(uuid(7, 2)), name: "Colleague", role: "clinician", pin: secondPin },
] as const;
const book = readCatalogue(join(import.meta.dirname, "../../sync-server/content/catalogue.json"));

type Parts = {
  open: OpenDatabase;
  time: BusTime;
  line: BusLine;
  keys: BusKeys;
  chance: Chance;
  complain: (what: string) => void;
};

/** The real centre with the real envelopes, on a line in memory; it knows the bus, and two people who work there. */
export async function openBusCentre({ open, time, line, keys, chance, complain }: Parts) {
  const database = await open();
  const clock = () => new Date(time.now());
  const stores = createStores(database);
  const at = clock().toISOString();
  const said = (said: object) => complain(`centre: ${JSON.stringify(said)}`);
  let ids = 0;
  const newId = () => {
    ids += 1;
    return uuid(3, ids);
  };
  const common = {
    ...{ clock, timer: time.timer, log: { debug() {}, info() {}, warn() {}, error: said } },
    key: { keyId: 1, publicKeyPem: "none", sign: () => new Uint8Array(64) },
    chance: {
      ...{ newId, newToken: newId, newSalt: () => salt },
      symbols: (count: number) => Array.from({ length: count }, () => chance.below(32)),
    },
  };
  const openPhone = createOpenPhone(keys.centre);
  const frames = createSealedFrames({
    deviceKeys: createDeviceKeys({ db: database, clock }),
    centre: keys.centre,
  });
  const centre = createCentre({
    ...{ ...common, database, link: line.link, frames, openPhone, book },
    ...{ packs: [], openSaid: createOpenSaid(keys.centre) },
    signer: { sign: () => Promise.reject(new Error("no signer here")) },
    ...{ timeZone: "Europe/London", statusEveryMs: 60_000 },
  });
  await enrol();
  for (const { pin: secret, ...person } of staff) {
    const pinHash = await hashFor(secret, salt);
    await stores.staff.add({ ...person, passwordSalt: salt, passwordHash: "none", pinHash }, at);
  }
  await centre.prepare(undefined);
  centre.run();
  time.settleToo(centre.settled);

  async function enrol(): Promise<void> {
    await database.run(
      `insert into identity (device_id, site_id, site_name, made_at)
       values (:bus, 'bus-2', 'Bus 2', :at)`,
      { bus, at },
    );
    await createCertificateStore(database).addCertificate({
      ...{ serial: "01", deviceId: bus, state: "current", ...keys.certified },
      ...{ words: "none", pem: "none", notAfter: "2027-11-23T00:00:00.000Z", madeAt: at },
    });
  }

  const issuing = createCollectionService({
    ...{ ...common, stores, transact: createTransact(database), changes: database.changes },
    ...{ hashForDevice: hashFor, feed: { push: async () => {} } },
  });

  return {
    ...{ database, stores, openPhone },
    /** Codes for people who come today. The bus hears of them when it next says hello. */
    async issue(count: number): Promise<string[]> {
      const codes: string[] = [];
      const what = { machineId: plan.machineId, variantId: brace, validHours: 48 };
      for (let place = 0; place < count; place += 1) {
        const { code } = await issuing.issue({ requestId: newId(), ...what }, lead);
        codes.push(code);
      }
      return codes;
    },
    async close(): Promise<void> {
      await centre.close();
      await database.close();
    },
  };
}
