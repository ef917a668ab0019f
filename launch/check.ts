import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (path: string) => join(root, "node_modules", path);

const checks: [what: string, script: string, args: string[]][] = [
  ["format and lint", bin("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."]],
  ["types", ...typesOf("tsconfig.json")],
  ["types of the screens", ...typesOf("kiosk-ui/tsconfig.json")],
  ["types of the bench page", ...typesOf("hardware-sims/src/bench/page/tsconfig.json")],
  ["types of the journeys", ...typesOf("tests/journeys/tsconfig.json")],
  ["types of the pictures", ...typesOf("tests/screens/tsconfig.json")],
  ["types of the access test", ...typesOf("tests/access/tsconfig.json")],
  ["promises and authorities", bin("eslint/bin/eslint.js"), ["--max-warnings=0", "."]],
  [
    "arrows between rooms",
    bin("dependency-cruiser/bin/dependency-cruiser.mjs"),
    [
      "--config",
      ".dependency-cruiser.mjs",
      "contracts",
      "foundation",
      "vending-driver",
      "hardware-sims",
      "edge-agent",
      "sync-server",
      "kiosk-ui",
      "launch",
      "tests",
    ],
  ],
  ["dead code", bin("knip/bin/knip.js"), []],
  ["reading age", join(root, "launch/check-words.ts"), []],
];

function typesOf(project: string): [script: string, args: string[]] {
  return [bin("typescript/bin/tsc"), ["--noEmit", "-p", project]];
}

/** `npm run check`: all of them run, so that one failure does not hide another. */
let failed = 0;
for (const [what, script, args] of checks) {
  const ended = spawnSync(process.execPath, [script, ...args], { cwd: root, encoding: "utf8" });
  const good = ended.status === 0;
  process.stdout.write(`${good ? "ok    " : "FAILED"}  ${what}\n`);
  if (!good) {
    failed += 1;
    process.stdout.write(`${ended.stdout}${ended.stderr}\n`);
  }
}
if (!arrowsAreReallyChecked()) {
  failed += 1;
  process.stdout.write("FAILED  a planted forbidden import was not noticed\n");
}
process.exitCode = failed > 0 ? 1 : 0;

/** The rule of the arrows is only worth something if it finds a forbidden import: there is one, kept for it. */
function arrowsAreReallyChecked(): boolean {
  const ended = spawnSync(
    process.execPath,
    [
      bin("dependency-cruiser/bin/dependency-cruiser.mjs"),
      "--config",
      "tests/planted/dependency-cruiser.config.mjs",
      "tests/planted",
    ],
    { cwd: root, encoding: "utf8" },
  );
  return ended.status !== 0 && ended.stdout.includes("kiosk-ui-may-only-call");
}
