import type { DeviceId, DownFrame, UpFrame } from "@drop-in/contracts";

export type OpenedFrame = { kind: "frame"; frame: UpFrame } | { kind: "bad"; why: string };

/** How what devices sent is opened and believed, and how what is said to one is closed. */
export type Frames = {
  open(deviceId: DeviceId, voice: "up" | "status", bytes: Uint8Array): Promise<OpenedFrame>;
  /** Undefined when there is no key of that device to seal it to. */
  close(deviceId: DeviceId, frame: DownFrame): Promise<Uint8Array | undefined>;
};
