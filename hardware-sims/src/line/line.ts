/** The device's end of a wire. Bytes written while nobody is connected are lost, as on a real one. */
export interface Line {
  onBytes(listener: (bytes: Uint8Array) => void): void;
  write(bytes: Uint8Array): void;
}

/** A wire with a plug: pulling it is what the host sees as an unplugged adapter. */
export interface PluggableLine extends Line {
  /** What the host opens: a path under the simulators' folder, or `tcp://host:port`. */
  readonly address: string;
  plugIn(): Promise<void>;
  unplug(): Promise<void>;
}

/** A reader that fell this far behind loses bytes instead of filling our memory. */
export const MAX_UNSENT_BYTES = 65_536;
