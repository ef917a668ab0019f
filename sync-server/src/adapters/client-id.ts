import { randomBytes } from "node:crypto";

/**
 * What one process of the centre is called at the broker, in at most 23 characters (MQTT 3.1.1). All of it chance: an id of
 * ours begins with the time, and two processes of one name put each other out again and again.
 */
export const newClientId = (): string => `centre-${randomBytes(8).toString("hex")}`;
