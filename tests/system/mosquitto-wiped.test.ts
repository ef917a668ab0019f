import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, type HubUnderTest, startTestHub } from "../hub-under-test.ts";

let hub: HubUnderTest;
let broker: Awaited<ReturnType<typeof startMosquitto>>;
beforeAll(async () => {
  broker = await startMosquitto();
  hub = await startTestHub({ brokerUrl: broker.url });
});
afterAll(async () => {
  await hub.close();
  broker.stop();
});

test("Mosquitto killed with its data wiped loses nothing and repeats nothing", async () => {
  await eventually(
    "staff who may sign in",
    async () => (await hub.agent.staffLive()).sync.connected,
  );
  const turnId = await hub.agent.beginTurn();
  let checkedIn = 0;
  for (let round = 0; round < 4; round += 1) {
    for (let person = 0; person < 25; person += 1) {
      const arrival = {
        turnId,
        requestId: crypto.randomUUID(),
        reason: "talk",
        needs: [],
        language: "en",
      };
      expect((await hub.agent.visitor("visits", arrival)).status).toBe(201);
      checkedIn += 1;
      if (person === 12) broker.killAndWipe();
    }
    await broker.startAgain();
  }
  const site = await eventually(
    "every visit at the centre",
    async () => {
      const { sites } = await hub.console.live();
      return sites.find(({ waiting }) => waiting === checkedIn);
    },
    90_000,
  );
  expect(site.waiting).toBe(100);
  await eventually("an empty outbox", async () => (await hub.agent.staffLive()).sync.waiting === 0);
});

async function startMosquitto() {
  const folder = mkdtempSync(join(tmpdir(), "drop-in-mosquitto-"));
  const port = await freePort();
  const file = join(folder, "mosquitto.conf");
  const config = [
    `listener ${port} 127.0.0.1`,
    "allow_anonymous true",
    "persistence true",
    `persistence_location ${folder}/data/`,
  ];
  writeFileSync(file, `${config.join("\n")}\n`);
  let process_: ChildProcess;

  async function start(): Promise<void> {
    rmSync(join(folder, "data"), { recursive: true, force: true });
    const { mkdirSync, chmodSync } = await import("node:fs");
    mkdirSync(join(folder, "data"));
    chmodSync(join(folder, "data"), 0o777);
    chmodSync(folder, 0o755);
    process_ = spawn("/usr/sbin/mosquitto", ["-c", file], { stdio: "ignore" });
    await eventually("Mosquitto listening", () => accepts(port));
  }
  await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    killAndWipe() {
      process_.kill("SIGKILL");
      rmSync(join(folder, "data"), { recursive: true, force: true });
    },
    startAgain: start,
    stop() {
      process_.kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    }).on("error", () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
