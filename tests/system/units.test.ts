import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

const shipped = join(import.meta.dirname, "../../deploy/systemd");
const hasSystemd = existsSync("/usr/bin/systemd-analyze");
const notInstalledHere = /^\S+: Command \S+ is not executable: No such file or directory$/;

/** `systemd-analyze verify` ends well whatever it finds: what counts is that it prints nothing. */
test.skipIf(!hasSystemd)(
  "systemd finds nothing to say about the units (needs systemd-analyze)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "drop-in-units-"));
    const units = readdirSync(shipped).filter((name) => /\.(service|path)$/.test(name));
    for (const name of units) {
      copyFileSync(join(shipped, name), join(folder, name.replace("@.", "@1.")));
    }
    for (const name of readdirSync(folder)) {
      const { stderr, stdout } = spawnSync("systemd-analyze", [
        "verify",
        "--man=no",
        join(folder, name),
      ]);
      const said = `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
      expect(
        said.filter((line) => !notInstalledHere.test(line)),
        name,
      ).toEqual([]);
    }
    rmSync(folder, { recursive: true });
  },
);

test("the environment files name only settings that the programs read", () => {
  for (const [file, program] of [
    ["centre.env", "sync-server"],
    ["agent.env", "edge-agent"],
  ]) {
    const settings = readFileSync(join(shipped, `../../${program}/src/settings.ts`), "utf8");
    const known = new Set(
      Array.from(settings.matchAll(/^ {2}([A-Z][A-Z_]+):/gm), ([, name]) => name),
    );
    const lines = readFileSync(join(shipped, file ?? ""), "utf8").split("\n");
    const named = lines.flatMap((line) => line.match(/^#?([A-Z][A-Z_]+)=/)?.[1] ?? []);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  }
});
