import type { DeviceId } from "@drop-in/contracts";
import { type Log, reasonOf } from "@drop-in/foundation";
import { connect, type IClientOptions } from "mqtt";

type Kick = {
  url: string;
  line: IClientOptions;
  deviceId: DeviceId;
  log: Log;
  onDone: () => void;
};

const HOLD_MS = 10_000; // a broker told to read its revocation list has done so long before
const RETAKE_MS = 300;

/**
 * Ends the live session of a device by taking its place: MQTT allows one session for a client id, and the listener
 * for services lets us have any. The place is held for a while, so that a device that was quicker than the
 * revocation list is put out again. Returns what ends the hold early.
 */
export function kickSession({ url, line, deviceId, log, onDone }: Kick): () => void {
  const client = connect(url, {
    ...line,
    clientId: deviceId,
    reconnectPeriod: RETAKE_MS,
    reconnectOnConnackError: true,
  });
  client.on("connect", () => log.warn({ event: "broker.device-kicked", deviceId }));
  client.on("error", (error) =>
    log.warn({ event: "broker.kick-failed", deviceId, error: reasonOf(error) }),
  );
  const held = setTimeout(stop, HOLD_MS);
  function stop(): void {
    clearTimeout(held);
    client.end(true);
    onDone();
  }
  return stop;
}
