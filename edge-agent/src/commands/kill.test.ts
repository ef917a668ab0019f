import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb } from "@drop-in/foundation";
import { expect, test } from "vitest";
import { ask, bootDevice, idOf, lastTold, newSite } from "./commands.fixture.ts";

const fixture = join(import.meta.dirname, "commands.fixture.ts");

/** A device in a process of its own, on a real file, killed by the hand that was to open the door. */
async function killedAt(folder: string, moment: "before the pulse" | "after the pulse") {
  const script = `
    import { appendFileSync } from "node:fs";
    const { openDb } = await import("@drop-in/foundation");
    const { ask, bootDevice, newSite } = await import(${JSON.stringify(fixture)});
    const site = newSite(openDb(${JSON.stringify(join(folder, "agent.db"))}));
    const device = bootDevice(site);
    const command = ask(device, 1);
    const pulses = { push() {
      if (${JSON.stringify(moment)} === "after the pulse") appendFileSync(${JSON.stringify(join(folder, "pulses"))}, "pulse ");
      process.kill(process.pid, "SIGKILL");
      for (;;);
    } };
    site.pulses = pulses;
    device.take(command);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    cwd: import.meta.dirname,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [, signal] = await once(child, "exit");
  expect(signal).toBe("SIGKILL");
}

for (const moment of ["before the pulse", "after the pulse"] as const) {
  test(`a device killed ${moment} never gives it again: the command is counted, and told as failed`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "drop-in kill "));
    await killedAt(folder, moment);
    const site = newSite(openDb(join(folder, "agent.db")));
    const device = bootDevice(site);
    expect(lastTold(site)).toBe("failed");
    expect(site.facts).toHaveLength(1);
    expect(device.challenge(idOf(1))).toBeUndefined();
    device.take(ask(device, 1));
    expect(lastTold(site)).toBe("stale-challenge");
    device.take(ask(device, 2)); // counted though nobody knows whether it opened
    expect(lastTold(site)).toBe("too-soon");
    expect(site.pulses).toEqual([]);
    const given = existsSync(join(folder, "pulses"))
      ? readFileSync(join(folder, "pulses"), "utf8")
      : "";
    expect(given).toBe(moment === "after the pulse" ? "pulse " : "");
    bootDevice(site); // and the next boot has nothing more to tell
    expect(site.facts.filter(({ type }) => type === "command.done.v1")).toHaveLength(1);
    site.db.close();
    rmSync(folder, { recursive: true });
  });
}
