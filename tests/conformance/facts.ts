import {
  type DeviceStatus,
  type HubFact,
  MachineId,
  SiteId,
  SlotId,
  StaffId,
  VariantId,
  VisitId,
} from "@drop-in/contracts";
import { systemChance } from "../../sync-server/src/adapters/chance.ts";
import { type DeviceUnderTest, noon } from "../../sync-server/src/centre.test-rig.ts";

export const machineId = MachineId.parse("bus-machine");
export const slotId = SlotId.parse("A01");
export const newVisit = () => VisitId.parse(systemChance.newId());
export const staffId = StaffId.parse(systemChance.newId());

export const checkIn = (visitId = newVisit(), place = 1): HubFact => ({
  type: "visit.checked-in.v1",
  payload: {
    ...{ visitId, sessionId: null, reason: "talk", needs: [], language: "en" },
    ticket: { picture: "kite", colour: "blue", number: `B${place}` },
    wait: { kind: "next", asOf: noon },
  },
});
export const checkIns = (device: DeviceUnderTest, count: number): unknown[] =>
  Array.from({ length: count }, (_, place) => device.row(checkIn(newVisit(), place + 1)));

export const adjusted = (change: number): HubFact => ({
  type: "stock.adjusted.v1",
  payload: { machineId, slotId, change, reason: "dispensed" },
});

export function loadOf(device: DeviceUnderTest, count: number): unknown[] {
  const variantId = VariantId.parse("knee-sleeve-m-either");
  const loaded = { machineId, slotId, variantId, lot: "L1", count, capacity: 8, par: 2 };
  return device.row({ type: "stock.loaded.v1", payload: loaded });
}

const siteId = SiteId.parse("bus-2");
export const statusOf = ({
  deviceId,
}: DeviceUnderTest): Extract<DeviceStatus, { online: true }> => ({
  ...{ online: true, deviceId, connection: 5, beat: 1, siteId, siteName: "Health bus 2" },
  ...{ at: noon, version: "0.1.0", machines: [], slots: [] },
  ...{ outbox: { waiting: 0, oldestAt: null }, printer: "ready", scanner: "ready" },
});
