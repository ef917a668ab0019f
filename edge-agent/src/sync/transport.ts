/**
 * Why the other end will not have us: the broker's own reason code (MQTT 5, 128 and above; in a CONNACK of
 * 3.1.1 below that), or what TLS said of a certificate, ours or theirs.
 */
export type Refusal = { by: "broker"; code: number } | { by: "tls"; code: string };

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
  /** We go on trying, but slower: it takes a person, or a new certificate, to end it. */
  onRefused?(listener: (refusal: Refusal) => void): void;
  /** Who we are has changed: the line is made anew. */
  renew?(): void;
  /** The number of the present connection, or of the last one. It grows with every connect. */
  connection(): number;
  close(): Promise<void>;
};
