import { spawnSync } from "node:child_process";
import { existsSync, globSync, statSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

const vite = ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"];
const rolldown = ["node_modules/rolldown/bin/cli.mjs", "--logLevel", "warn", "-c"];

const parts = [
  {
    name: "screens",
    room: "kiosk-ui",
    sources: ["kiosk-ui/**", "contracts/src/**"],
    built: "kiosk-ui/dist/visitor/index.html",
    builder: vite,
  },
  {
    name: "bench page",
    room: "hardware-sims",
    sources: ["hardware-sims/src/bench/page/**", "hardware-sims/vite.config.ts"],
    built: "hardware-sims/dist/bench/index.html",
    builder: vite,
  },
  {
    name: "programs",
    room: "launch",
    sources: [
      "{contracts,foundation,vending-driver,edge-agent,sync-server}/src/**",
      "{edge-agent,sync-server}/package.json",
      "launch/programs.config.ts",
      "package-lock.json",
    ],
    built: "sync-server/dist/main.js",
    builder: [...rolldown, "programs.config.ts"],
  },
];

/** Builds what browsers load and what ships, where it is missing or older than its sources. Says so through `tell`. */
export function build(tell: (line: string) => void, force = false): void {
  for (const { name, room, sources, built, builder } of parts) {
    if (!force && isFresh(join(root, built), sources)) continue;
    tell(`Building the ${name}…`);
    const [entry = "", ...args] = builder;
    const done = spawnSync(process.execPath, [join(root, entry), ...args], {
      cwd: join(root, room),
      stdio: ["ignore", "ignore", "inherit"],
    });
    if (done.status !== 0) throw new Error(`the ${name} could not be built`);
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

if (import.meta.main) build((line) => process.stderr.write(`${line}\n`), true);
