/**
 * A carrier of small messages that may lose, repeat or delay any of them. Nothing is promised by
 * `publish` but that the bytes were handed over; only the centre's own ack counts.
 */
export type Transport = {
  /** Rejects when there is no connection: the message is dropped, never queued. */
  publish(topic: string, payload: Uint8Array, options: { retain: boolean }): Promise<void>;
  subscribe(topic: string): Promise<void>;
  onMessage(listener: (topic: string, payload: Uint8Array, retained: boolean) => void): void;
  onState(listener: (connected: boolean) => void): void;
  /** The broker will not have us, or not this message: an MQTT 5 reason code of 128 or more. */
  onRefused?(listener: (reasonCode: number) => void): void;
  /** The number of the present connection, or of the last one. It grows with every connect. */
  connection(): number;
  close(): Promise<void>;
};
