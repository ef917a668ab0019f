import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

export type Peers = {
  /** The names among these that are not there. Nothing missing: the peer can run. */
  missing(...packages: string[]): string[];
};

const folder = import.meta.dirname;
const INSTALL_WITHIN_MS = 300_000;

/** Installs what the benches measure against, once, into a folder of its own. One that cannot be had is missing, no more. */
export function installPeers(tell: (line: string) => void): Peers {
  if (!existsSync(join(folder, "node_modules"))) {
    tell("peers: installing them, once, into tests/bench/peers");
    const args = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    const ended = spawnSync("npm", args, {
      ...{ cwd: folder, encoding: "utf8", timeout: INSTALL_WITHIN_MS },
    });
    if (ended.status !== 0) tell(`peers: npm said ${ended.stderr ?? ended.error?.message}`);
  }
  return {
    missing: (...packages) =>
      packages.filter((name) => !existsSync(join(folder, "node_modules", name, "package.json"))),
  };
}
