export type LinkState = "open" | "closed";

/**
 * A wire to one device. It may close and open again by itself, but bytes never outlive a
 * connection: what could not be written when it was asked is refused, not kept for later.
 */
export interface SerialLink {
  state(): LinkState;
  /** Rejects when the link is closed or breaks while writing. */
  write(bytes: Uint8Array): Promise<void>;
  /** Returns the function that stops listening. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  /** Told on every change, not of the state at the moment of asking. */
  onState(listener: (state: LinkState) => void): () => void;
  /** Closes for good. */
  close(): Promise<void>;
}
