import { spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

const pages = [
  {
    name: "screens",
    room: "kiosk-ui",
    sources: ["kiosk-ui/**", "contracts/src/**"],
    built: "kiosk-ui/dist/visitor/index.html",
  },
  {
    name: "bench page",
    room: "hardware-sims",
    sources: ["hardware-sims/src/bench/page/**", "hardware-sims/vite.config.ts"],
    built: "hardware-sims/dist/bench/index.html",
  },
];

/** Builds what browsers load, where it is missing or older than its sources. Says what it does through `tell`. */
export function buildPages(tell: (line: string) => void, force = false): void {
  for (const { name, room, sources, built } of pages) {
    if (!force && isFresh(join(root, built), sources)) continue;
    tell(`Building the ${name}…`);
    const vite = spawnSync(
      process.execPath,
      [join(root, "node_modules/vite/bin/vite.js"), "build", "--logLevel", "warn"],
      {
        cwd: join(root, room),
        stdio: ["ignore", "inherit", "inherit"],
      },
    );
    if (vite.status !== 0) throw new Error(`the ${name} could not be built`);
  }
}

function isFresh(built: string, sources: string[]): boolean {
  if (!existsSync(built)) return false;
  const builtAt = statSync(built).mtimeMs;
  return globSync(sources, {
    cwd: root,
    exclude: (path) => /(^|\/)(dist|node_modules)(\/|$)/.test(String(path)),
  })
    .map((path) => statSync(join(root, path)))
    .every((stat) => stat.isDirectory() || stat.mtimeMs <= builtAt);
}

if (import.meta.main) buildPages((line) => process.stderr.write(`${line}\n`), true);
