import type { DeviceId } from "@drop-in/contracts";

/** The centre's end of the broker: it hears every device and can speak to each. It may lose anything. */
export type Link = {
  publish(topic: string, payload: Uint8Array): void;
  /** `retained`: the broker kept it, so it may be old. */
  onMessage(listener: (topic: string, payload: Uint8Array, retained: boolean) => void): void;
  /** Calls back whenever the line stands (again): what was said to us meanwhile is lost. */
  onConnect(listener: () => void): void;
  /**
   * Ends the session a device has now. It does not keep the device out: see to it before (the deny list of the
   * embedded broker, the revocation list of another) that its certificate counts no more.
   */
  kick(deviceId: DeviceId): void;
  close(): Promise<void>;
};
