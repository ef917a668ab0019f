import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Postgres = Awaited<ReturnType<typeof startPostgres>>;

const debian = "/usr/lib/postgresql";
const settings = [
  "max_connections=200",
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "log_min_messages=fatal",
];

/** A PostgreSQL of its own in a temporary folder, with everything that makes a commit last switched on. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-postgres-"));
  const [cluster, port] = [join(folder, "cluster"), await freePort()];
  const tools = toolFolder();
  if (process.getuid?.() === 0) giveToPostgres(folder);
  await run(join(tools, "initdb"), [
    "-D",
    cluster,
    "-U",
    "drop_in",
    "-A",
    "trust",
    "--no-locale",
    "-E",
    "UTF8",
    "--no-sync",
  ]);
  const options = settings.map((setting) => `-c ${setting}`).join(" ");
  const start = () =>
    run(join(tools, "pg_ctl"), [
      ...["-D", cluster, "-w", "-s", "-l", join(folder, "log")],
      ...["-o", `-p ${port} -k ${folder} -h 127.0.0.1 ${options}`, "start"],
    ]);
  const stop = (mode: "fast" | "immediate" = "fast") =>
    run(join(tools, "pg_ctl"), ["-D", cluster, "-w", "-s", "-m", mode, "stop"]);
  await start();

  return {
    url: `postgres://drop_in@127.0.0.1:${port}/postgres`,
    /** Where everything of it lies, its log too. */
    folder,
    start,
    /** `immediate` is a crash: nothing is flushed, and it recovers from its log when it starts again. */
    stop,
    async restart(mode: "fast" | "immediate" = "immediate"): Promise<void> {
      await stop(mode);
      await start();
    },
    async close(): Promise<void> {
      await stop("immediate").catch(() => {});
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the server's programs are: on the path, or where Debian keeps each version. */
export function toolFolder(): string {
  const onPath = (process.env.PATH ?? "")
    .split(":")
    .find((folder) => existsSync(join(folder, "initdb")));
  if (onPath) return onPath;
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Error("PostgreSQL is missing (apt-get install postgresql)");
  return join(debian, newest, "bin");
}

/** The server refuses to run as root, so that root runs it as the account that the package made. */
async function run(program: string, args: string[]): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  const [command, all] = asRoot
    ? ["runuser", ["-u", "postgres", "--", program, ...args]]
    : [program, args];
  const child = spawn(command, all, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  child.stderr.destroy(); // the server it started holds the other end
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said}`);
}

function giveToPostgres(folder: string): void {
  const id = (flag: string) =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  chownSync(folder, id("-u"), id("-g"));
  chmodSync(folder, 0o700);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}
