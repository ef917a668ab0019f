import type { DeviceId, DeviceStatus } from "@drop-in/contracts";

/** What the broker says on the device's behalf when it is lost, under the number of the connection it ends. */
export function goneStatusOf(deviceId: DeviceId): (connection: number) => Uint8Array {
  return (connection) => {
    const gone: DeviceStatus = { online: false, deviceId, connection };
    return new TextEncoder().encode(JSON.stringify(gone));
  };
}
