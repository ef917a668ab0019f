import { setTimeout as pause } from "node:timers/promises";
import type { Fate } from "../../network/meddler.ts";
import type { Device } from "./device-side.ts";
import type { Estate } from "./estate.ts";
import type { Actor, Fault, FaultKind } from "./plan.ts";

/** How often each kind of fault really happened. */
export type Tally = Map<FaultKind, number>;

type Stage = { estate: Estate; tally: Tally; turnOfServers: { next: number } };

const MEETS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 20;
const RIGHT_AGAIN_MS = 1_200; // longer than a program goes without looking at its clock
const REORDERS_WITHIN_MS = 800;
const wrongClocks = ["@1970-01-01 00:00:10", "+50y", "-3600", "-1d", "+1d", "-30y"];

const TRIES = 5;

/**
 * Does an actor's faults one after another, each at its moment or, if that has passed, at once. One that found nothing to
 * be done to (no connection, no message) is tried again later.
 */
export async function playOut(actor: Actor, stage: Stage): Promise<void> {
  const startedMs = performance.now();
  const left = actor.faults.map((fault) => ({ fault, tries: 0 }));
  for (let next = left.shift(); next; next = left.shift()) {
    const { fault, tries } = next;
    const waitMs = fault.atMs - (performance.now() - startedMs);
    if (waitMs > 0) await pause(waitMs);
    const device = actor.device === undefined ? undefined : stage.estate.devices[actor.device];
    const beganMs = performance.now();
    const happened = await (device ? toDevice(device, fault) : toCentre(fault, stage));
    if (happened) stage.tally.set(happened, (stage.tally.get(happened) ?? 0) + 1);
    else if (tries < TRIES) left.push({ fault, tries: tries + 1 });
    // On a slow machine programs take long to start: then the next kill may take as long to come.
    if (isKill(fault.kind)) await pause(Math.max(0, performance.now() - beganMs - fault.forMs));
  }
}

const isKill = (kind: FaultKind): boolean => !/^(link|message)/.test(kind);

/** What happened, which may be another thing than planned; undefined when nothing could. */
async function toDevice(device: Device, fault: Fault): Promise<FaultKind | undefined> {
  const { agent, disk, clock } = device;
  const { kind, forMs, detail } = fault;
  switch (kind) {
    case "message doubled":
      return meddle(device, fault, { kind: "duplicate" });
    case "message late":
      return meddle(device, fault, { kind: "delay", ms: forMs });
    case "message behind the next":
      return meddle(device, fault, { kind: "reorder", withinMs: REORDERS_WITHIN_MS });
    case "device killed":
      await agent.kill();
      await pause(forMs / 4);
      await agent.start();
      return kind;
    case "device started with a wrong clock":
      await agent.kill();
      clock.move(wrongClock(detail));
      await agent.start();
      await pause(forMs);
      await agent.kill();
      clock.right();
      await agent.start();
      return kind;
    case "device clock moved":
      clock.move(wrongClock(detail));
      await pause(forMs);
      clock.right();
      await pause(RIGHT_AGAIN_MS);
      return kind;
    case "device disk full":
      disk.fill(agent.pid(), Math.floor(detail * 60_000));
      await pause(forMs);
      disk.free(agent.pid());
      return kind;
    default:
      return toLink(device, fault);
  }
}

const wrongClock = (detail: number): string =>
  wrongClocks[Math.floor(detail * wrongClocks.length)] ?? "+50y";

/** A line is only spoiled while somebody speaks on it. */
async function toLink({ line }: Device, fault: Fault): Promise<FaultKind | undefined> {
  const { kind, forMs, detail } = fault;
  if (!(await comes(() => line.open() > 0))) return undefined;
  const one = detail < 0.5 ? "up" : "down";
  switch (kind) {
    case "link cut":
      line.set({ accepts: false });
      line.cut();
      await pause(forMs);
      break;
    case "link late": {
      const late = { delayMs: 20 + detail * 1_500, jitterMs: detail * 500 };
      line.set({ up: late, down: late });
      await pause(forMs);
      break;
    }
    case "link slow": {
      const slow = { bytesPerSecond: 600 + detail * 6_000, queueBytes: 4_096 };
      line.set({ up: slow, down: slow });
      await pause(forMs);
      break;
    }
    case "link one-way":
      line.set({ [one]: { flow: detail % 0.25 < 0.125 ? "held" : "swallowed" } });
      await pause(forMs);
      break;
    case "link black hole": {
      const flow = detail < 0.5 ? "held" : "swallowed";
      line.set({ up: { flow }, down: { flow } });
      await pause(forMs);
      break;
    }
    case "link half open":
      line.halfOpen();
      await pause(forMs);
      line.cut(); // in the end somebody between the two forgets the connection
      break;
    default:
      return undefined;
  }
  line.clear();
  return kind;
}

/** A fault of a message is one when a message has met it. */
async function meddle(device: Device, fault: Fault, fate: Fate): Promise<FaultKind | undefined> {
  const direction = fault.detail < 0.6 ? "up" : "down";
  const before = device.meddler.done()[direction];
  device.meddler.meddle(direction, fate);
  let happened: FaultKind | undefined;
  await comes(() => {
    const after = device.meddler.done()[direction];
    if (after.duplicate > before.duplicate) happened = "message doubled";
    else if (after.reorder > before.reorder) happened = "message behind the next";
    else if (after.delay > before.delay) happened = "message late";
    return happened !== undefined;
  });
  if (!happened) device.meddler.clear();
  return happened;
}

async function toCentre(fault: Fault, stage: Stage): Promise<FaultKind | undefined> {
  const { mosquitto, servers, postgres } = stage.estate.centre;
  const { kind, forMs } = fault;
  switch (kind) {
    case "Mosquitto killed and wiped":
      await mosquitto.kill();
      await pause(forMs / 2);
      await mosquitto.start();
      return kind;
    case "server killed": {
      const server = servers[stage.turnOfServers.next % servers.length];
      stage.turnOfServers.next += 1;
      if (!server) return undefined;
      await server.kill();
      await pause(forMs / 2);
      await server.start();
      return kind;
    }
    case "PostgreSQL restarted":
    case "PostgreSQL crashed":
      await postgres.stop(kind === "PostgreSQL restarted" ? "fast" : "immediate");
      await pause(forMs / 4);
      await postgres.start();
      return kind;
    default:
      return undefined;
  }
}

async function comes(is: () => boolean): Promise<boolean> {
  const untilMs = performance.now() + MEETS_WITHIN_MS;
  while (performance.now() < untilMs) {
    if (is()) return true;
    await pause(LOOK_EVERY_MS);
  }
  return false;
}
