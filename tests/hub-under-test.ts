import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  ConsoleLive,
  IssuedCollection,
  type MachineId,
  StaffLive,
  type VariantId,
  VisitorLive,
} from "@drop-in/contracts";
import { BenchState, SpiralState } from "@drop-in/hardware-sims";
import { build } from "../launch/build.ts";
import { startProgram } from "../launch/child-process.ts";
import { type Hub, startHub } from "../launch/hub.ts";
import type { HubSettings } from "../launch/settings.ts";

export type HubUnderTest = Awaited<ReturnType<typeof startTestHub>>;

export const demoPlan = join(import.meta.dirname, "../launch/demo/spiral-machine.plan.json");

type Options = {
  motorTurnMs?: number;
  planFile?: string;
  /** The agent is told of no machine; the bench has one all the same. */
  newBox?: boolean;
  brokerUrl?: string;
  agent?: Record<string, string | undefined>;
};

/** A whole hub of real processes on free ports, in a folder of its own, and ways to look at it and to hurt it. */
export async function startTestHub({
  motorTurnMs = 400,
  planFile = demoPlan,
  newBox = false,
  brokerUrl,
  agent = {},
}: Options = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), "drop-in-hub-"));
  const [edgePort, consolePort, benchPort, brokerPort, cablePort] = await freePorts(5);
  const settings: HubSettings = {
    dataDir,
    host: "127.0.0.1",
    edgePort,
    consolePort,
    benchPort,
    brokerPort,
    cablePort,
    brokerUrl,
    siteName: "Test Hub",
    ticketLetter: "B",
    timeZone: "Europe/London",
    motorTurnMs,
    planFile,
    logLevel: "info",
    agent: { STATUS_EVERY_MS: "1000", ...(newBox ? { MACHINE_PLAN: undefined } : {}), ...agent },
  };
  build(() => {});
  const hub = await startHub(settings);
  const { urls, running, programs } = hub;

  async function restart(name: "agent" | "centre"): Promise<void> {
    running[name] = await startProgram(programs[name]);
  }
  async function kill(name: "agent" | "centre", signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    running[name].kill(signal);
    await running[name].exited;
  }

  return {
    ...hub,
    settings,
    dataDir,
    kill,
    restart,
    bench: benchOf(urls.bench),
    agent: agentOf(urls.visitor, hub.signIn.pin),
    console: consoleOf(urls.console, hub),
    async close(): Promise<void> {
      await Promise.all(Object.values(running).map((process) => process.stop()));
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function benchOf(url: string) {
  const state = async () => BenchState.parse(await (await fetch(`${url}api/bench`)).json());
  return {
    state,
    /** The machine of a hub that has a spiral one. */
    spiral: async () => SpiralState.parse((await state()).machine),
    do: (what: string, body: object = {}) => send(`${url}api/bench/${what}`, body),
  };
}

/** The edge agent as its screens speak to it. */
export function agentOf(url: string, pin: string) {
  let cookie = "";
  const visitor = (path: string, body: object = {}) => send(`${url}api/visitor/${path}`, body);
  const staff = async (path: string, body: object = {}) => {
    if (cookie === "") cookie = await cookieFrom(`${url}api/staff/sign-in`, { pin });
    return send(`${url}api/staff/${path}`, body, cookie);
  };
  return {
    visitor,
    staff,
    visitorLive: async () => VisitorLive.parse(await firstOf(`${url}api/visitor/live`)),
    async staffLive(): Promise<StaffLive> {
      if (cookie === "") cookie = await cookieFrom(`${url}api/staff/sign-in`, { pin });
      return StaffLive.parse(await firstOf(`${url}api/staff/live`, cookie));
    },
    attempt: async (id: string) => (await fetch(`${url}api/visitor/attempts/${id}`)).json(),
    async beginTurn(): Promise<string> {
      return (await visitor("turns", { language: "en" })).body.turnId;
    },
  };
}

/** The console of the centre, signed in. */
export function consoleOf(url: string, { signIn }: Pick<Hub, "signIn">) {
  let cookie = "";
  const { name, password } = signIn;
  const signedIn = async () => {
    cookie ||= await cookieFrom(`${url}api/console/sign-in`, { name, password });
    return cookie;
  };
  return {
    live: async () => ConsoleLive.parse(await firstOf(`${url}api/console/live`, await signedIn())),
    do: async (path: string, body: object = {}) =>
      send(`${url}api/console/${path}`, body, await signedIn()),
    async get(path: string): Promise<unknown> {
      const headers = { cookie: await signedIn() };
      return (await fetch(`${url}api/console/${path}`, { headers })).json();
    },
    /** Sign-ins do not outlive the centre's memory unless it keeps them. */
    forget() {
      cookie = "";
    },
    async issue(machineId: MachineId, variantId: VariantId) {
      const request = { requestId: crypto.randomUUID(), machineId, variantId, validHours: 72 };
      const { body } = await send(`${url}api/console/collections`, request, await signedIn());
      return IssuedCollection.parse(body);
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever came back
type Answer = { status: number; body: any }; // eslint-disable-line @typescript-eslint/no-explicit-any

async function send(url: string, body: object, cookie = ""): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-drop-in": "1", cookie },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

async function cookieFrom(url: string, body: object): Promise<string> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", "x-drop-in": "1" },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.get("set-cookie");
  if (!cookie) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
  return cookie.split(";")[0] ?? "";
}

/** The first view of a live stream. */
async function firstOf(url: string, cookie = ""): Promise<unknown> {
  const abort = new AbortController();
  const response = await fetch(url, { headers: { cookie }, signal: abort.signal });
  if (!response.ok || !response.body) throw new Error(`${url} answered ${response.status}`);
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const view = text.match(/^data: (.*)\n\n/m)?.[1];
    if (view === undefined) continue;
    abort.abort();
    return JSON.parse(view);
  }
  throw new Error(`${url} ended without a view`);
}

/** Asks until the answer is there; says what it last saw when it never came. */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined | false>,
  withinMs = 20_000,
): Promise<Found> {
  const until = Date.now() + withinMs;
  let last: unknown;
  while (Date.now() < until) {
    try {
      const found = await look();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not within ${withinMs} ms${last ? ` (${last})` : ""}`);
}

export async function freePorts(count: number): Promise<[number, number, number, number, number]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(0, "127.0.0.1", () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === "object" && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const [a = 0, b = 0, c = 0, d = 0, e = 0] = ports;
  return [a, b, c, d, e];
}
