import { spawn, spawnSync } from "node:child_process";
import { existsSync, lstatSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Plain JavaScript: these few lines must run on any Node from 20 on, before anything is installed.

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const WANTED_MAJOR = 24;

/** Installs what the lockfile names, when it is missing or older than the lockfile. */
export function installIfNeeded() {
  const installed = join(root, "node_modules", ".package-lock.json");
  const lock = join(root, "package-lock.json");
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  if (
    existsSync(join(root, "node_modules")) &&
    lstatSync(join(root, "node_modules")).isSymbolicLink()
  ) {
    return; // somebody else's folder: npm ci would empty it
  }
  process.stderr.write("Installing what Drop-in needs (about half a minute, once)…\n");
  const npm = (...args) =>
    spawnSync("npm", [...args, "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: root,
      stdio: ["ignore", "ignore", "inherit"],
    });
  // Everything native comes prebuilt but the pseudo-terminals, which are optional: without a compiler the
  // simulated devices listen on TCP instead, and say so.
  if (npm("ci", "--ignore-scripts").status !== 0) {
    process.stderr.write("npm ci failed: see above. The npm registry must be reached once.\n");
    process.exit(1);
  }
  npm("rebuild", "node-pty", "--ignore-scripts=false");
}

/** The project's own Node, or this one where it is new enough (a Mac, say). */
export function findNode() {
  const own = join(root, "node_modules", `node-linux-${process.arch}`, "bin", "node");
  if (process.platform === "linux" && existsSync(own)) return own;
  if (Number(process.versions.node.split(".")[0]) >= WANTED_MAJOR) return process.execPath;
  process.stderr.write(
    `Drop-in needs Node ${WANTED_MAJOR} or newer; this is ${process.version}.\n`,
  );
  process.exit(1);
}

/** Runs a script of the project under that Node, and ends as it ends. */
export function runUnderProjectNode(script, args) {
  const node = findNode();
  const path = `${dirname(node)}:${join(root, "node_modules", ".bin")}:${process.env.PATH ?? ""}`;
  const child = spawn(node, [join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, PATH: path },
  });
  // Ctrl-C reaches the child by itself (same terminal); a signal sent to us alone is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
