import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { build } from "./build.ts";
import { add, closingLine, nothing, type Tally } from "./closing-line.ts";
import { bringWhatTestsNeed } from "./needs.ts";

const root = join(import.meta.dirname, "..");
const results = mkdtempSync(join(tmpdir(), "drop-in-tests-"));
const say = (line: string) => process.stdout.write(`${line}\n`);

/** `npm test`: everything, on a fresh machine too. What cannot run counts as failed and is named, never skipped in silence. */
function main(): void {
  const missing = bringWhatTestsNeed(say);
  for (const line of missing) say(`FAILED  ${line}`);
  build(say);
  let tally: Tally = { ...nothing, failed: missing.length };
  say("\n— unit and property tests, beside the code —");
  tally = add(tally, vitest("unit"));
  say("\n— system tests: real processes, brokers, databases and pseudo-terminals —");
  tally = add(tally, vitest("system"));
  say("\n— journeys in Chromium —");
  tally = add(tally, journeys());
  say(`\n${closingLine(tally)}`);
  process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
}

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

function vitest(project: "unit" | "system"): Tally {
  const file = join(results, `${project}.json`);
  run("node_modules/vitest/vitest.mjs", [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile=${file}`,
  ]);
  const report = readReport(file, VitestReport);
  if (!report) return { ...nothing, failed: 1 };
  // A file that could not even be loaded has no failed test to its name, but it has failed.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken + (report.testResults.length === 0 ? 1 : 0),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

const PlaywrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});

function journeys(): Tally {
  const file = join(results, "journeys.json");
  run(
    "node_modules/@playwright/test/cli.js",
    ["test", "-c", "tests/journeys/playwright.config.ts", "--reporter=list,json"],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    },
  );
  const report = readReport(file, PlaywrightReport);
  if (!report) return { ...nothing, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

function run(script: string, args: string[], env: Record<string, string> = {}): void {
  spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
}

function readReport<Shape extends z.ZodType>(
  file: string,
  shape: Shape,
): z.infer<Shape> | undefined {
  if (!existsSync(file)) return undefined;
  return shape.parse(JSON.parse(readFileSync(file, "utf8")));
}

main();
