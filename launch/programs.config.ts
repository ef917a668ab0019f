import { join } from "node:path";
import { defineConfig, type RolldownOptions } from "rolldown";

const root = join(import.meta.dirname, "..");

/** A room's programs as plain JavaScript, ours and the libraries' together: a third of the files' start and memory. */
const programsOf = (room: string, programs: Record<string, string>): RolldownOptions => ({
  input: Object.fromEntries(
    Object.entries(programs).map(([name, path]) => [name, join(root, path)]),
  ),
  cwd: root,
  platform: "node",
  // Those with native parts look for them from where they are installed.
  external: [/better-sqlite3/, /^@napi-rs\/canvas/, /^@serialport\/bindings/, /^pg-native$/],
  output: { dir: join(root, room, "dist"), format: "esm", cleanDir: true },
});

export default defineConfig([
  programsOf("edge-agent", {
    main: "edge-agent/src/main.ts",
    "machine-program": "vending-driver/src/adapters/machine-program.ts",
  }),
  programsOf("sync-server", {
    main: "sync-server/src/main.ts",
    "signer.main": "sync-server/src/commands/signer.main.ts",
  }),
]);
