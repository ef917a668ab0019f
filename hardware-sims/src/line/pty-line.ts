import { renameSync, rmSync, symlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ReadStream } from "node:tty";
import { z } from "zod";
import type { PluggableLine } from "./line.ts";

/** The two ends of a fresh pseudo-terminal, as file descriptors, and the name a host opens. */
const Pair = z.object({ master: z.number(), slave: z.number(), pty: z.string() });
export type OpenPair = () => z.infer<typeof Pair>;

const Native = z.object({
  open: z.custom<(columns: number, rows: number) => unknown>(
    (value) => typeof value === "function",
  ),
});

/** Undefined where the native part of node-pty was never built. */
export async function loadPty(): Promise<OpenPair | undefined> {
  try {
    const loaded = await import("node-pty");
    const { native } = z.object({ native: Native }).parse({ ...loaded, ...Object(loaded.default) });
    const openPair = () => Pair.parse(native.open(80, 24));
    return openPair;
  } catch {
    return undefined;
  }
}

/** A pseudo-terminal under a lasting name: `folder/name` always points at the current one. */
export function createPtyLine(openPair: OpenPair, folder: string, name: string): PluggableLine {
  const address = join(folder, name);
  const listeners: ((bytes: Uint8Array) => void)[] = [];
  let ends: { master: ReadStream; slave: ReadStream; descriptor: number } | undefined;

  return {
    address,
    onBytes: (listener) => listeners.push(listener),
    write(bytes) {
      if (ends === undefined) return;
      try {
        // Not through the stream: that one waits for a reader, and a device waits for nobody.
        writeSync(ends.descriptor, bytes);
      } catch (error) {
        if (!isFull(error)) throw error;
      }
    },
    async plugIn() {
      if (ends !== undefined) return;
      const pair = openPair();
      // Held open by us as well, so that a host that comes and goes does not end the wire.
      const slave = new ReadStream(pair.slave);
      slave.setRawMode(true);
      const master = new ReadStream(pair.master);
      for (const end of [slave, master]) end.on("error", () => {});
      master.on("data", (bytes: Buffer) => {
        for (const listener of listeners) listener(new Uint8Array(bytes));
      });
      ends = { master, slave, descriptor: pair.master };
      pointAt(address, pair.pty);
    },
    async unplug() {
      rmSync(address, { force: true });
      ends?.slave.destroy();
      ends?.master.destroy();
      ends = undefined;
    },
  };
}

/** Nobody has read for some thousand bytes: what comes now is lost, as on a real wire. */
function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EAGAIN";
}

/** In one step, so that a host never finds the name missing while it changes. */
function pointAt(address: string, target: string): void {
  const fresh = `${address}.new`;
  rmSync(fresh, { force: true });
  symlinkSync(target, fresh);
  renameSync(fresh, address);
}
