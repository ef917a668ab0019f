import { DeviceId, topics } from "@drop-in/contracts";

export type FromDevice = { kind: "up" | "status"; deviceId: DeviceId };

/** Which device a message is from, and in which of its two voices. Undefined for any other topic. */
export function deviceOfTopic(topic: string): FromDevice | undefined {
  const parsed = DeviceId.safeParse(topic.slice(topic.lastIndexOf("/") + 1));
  if (!parsed.success) return undefined;
  const deviceId = parsed.data;
  if (topic === topics.up(deviceId)) return { kind: "up", deviceId };
  return topic === topics.status(deviceId) ? { kind: "status", deviceId } : undefined;
}
