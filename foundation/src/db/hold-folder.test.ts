import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { holdFolder } from "./hold-folder.ts";

test("one process has a folder, and a second gets it when the first let go", () => {
  const folder = mkdtempSync(join(tmpdir(), "drop-in hold "));
  const first = holdFolder(folder);
  expect(holdFolder(folder, 0)).toBeUndefined();
  first?.letGo();
  const second = holdFolder(folder, 0);
  expect(second).toBeDefined();
  second?.letGo();
  rmSync(folder, { recursive: true });
});

test("a process that was killed holds nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drop-in hold "));
  const module = join(import.meta.dirname, "hold-folder.ts");
  const script = `const { holdFolder } = await import(${JSON.stringify(module)});
    holdFolder(${JSON.stringify(folder)}); console.log("held"); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ["--input-type=module", "-e", script]);
  await once(other.stdout, "data");
  expect(holdFolder(folder, 0)).toBeUndefined();
  other.kill("SIGKILL");
  await once(other, "close");
  const mine = holdFolder(folder, 0);
  expect(mine).toBeDefined();
  mine?.letGo();
  rmSync(folder, { recursive: true });
});
