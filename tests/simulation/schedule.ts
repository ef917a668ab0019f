import type { CollectionId, DeviceId } from "@drop-in/contracts";
import { shownState } from "../../sync-server/src/collections/collection.rules.ts";
import type { WholeCollection } from "../../sync-server/src/collections/collection.store.ts";
import { seeded } from "../faults/seeded.ts";
import { type Box, type BoxFault, createBox } from "./box.ts";
import { type Centre, type CentreFault, createCentre, type Told } from "./centre.ts";
import { createLine, type Line } from "./line.ts";
import { chanceOf, createWorld, uuid } from "./world.ts";

export type Faults = { box?: BoxFault; centre?: CentreFault };
export type Story = {
  seed: number;
  collections: number;
  /** Items that left a machine. */
  given: number;
  moves: number;
  moved: number;
  /** How long it took, once everything was mended, until all was finished or with staff. */
  restMs: number;
  /** What broke a promise, in words; none where all was kept. */
  broken: string[];
};

type Hub = { box: Box; line: Line };
type Person = { collectionId: CollectionId; codes: string[] };

const STEPS = 70;
const SECOND = 1_000;
const HOUR = 3_600_000;
/** V4: when faults stop, everything is finished or on a staff list within this. */
const SETTLED_WITHIN_MS = 120 * SECOND;

/** Two machines, a centre, and a bad week between them; then everything is mended, and everybody comes once more. */
export async function playSchedule(seed: number, faults: Faults = {}): Promise<Story> {
  const chance = chanceOf(seeded(seed));
  const world = createWorld();
  const boxes = [1, 2].map((place) =>
    createBox(place, { world, chance, fault: faults.box ?? "none" }),
  );
  const hubs = boxes.map((box): Hub => ({ box, line: createLine(world, chance) }));
  const hubOf = (deviceId: DeviceId) => hubs.find(({ box }) => box.deviceId === deviceId);
  const centre = await createCentre({
    ...{ world, chance, fault: faults.centre ?? "none" },
    devices: boxes.map(({ deviceId }) => deviceId),
    tell(deviceId, told) {
      const hub = hubOf(deviceId);
      hub?.line.send(async () => takeTold(hub, told));
    },
  });
  const talk = createTalk(centre);
  const story: Story = {
    seed,
    collections: 0,
    given: 0,
    moves: 0,
    moved: 0,
    restMs: 0,
    broken: [],
  };
  const people: Person[] = [];

  function takeTold({ box }: Hub, { items, through }: Told): void {
    const { feed } = box.run().services;
    if (through === undefined) box.applyFeed(items);
    else feed.snapshot({ through, part: 1, parts: 1, items: items.map(({ item }) => item) });
  }

  async function pass(ms: number): Promise<void> {
    const end = world.now() + ms;
    for (;;) {
      const next = Math.min(...hubs.map(({ line }) => line.next()));
      if (next > end) break;
      world.pass(Math.max(0, next - world.now()));
      for (const { line } of hubs) await line.carryDue();
    }
    world.pass(end - world.now());
  }

  async function mend(): Promise<void> {
    for (const { line, box } of hubs) {
      line.cut = false;
      line.perfect = true;
      box.jumpClock(0);
      await box.endMotions();
    }
  }

  async function issue(): Promise<void> {
    const machineId = chance.one(boxes)?.machineId;
    if (!machineId) return;
    const issued = await centre.issue(machineId).catch(() => undefined);
    if (issued) people.push({ collectionId: issued.collectionId, codes: [issued.code] });
  }

  async function move(): Promise<void> {
    const person = chance.one(people);
    const to = chance.one(boxes);
    if (!person || !to) return;
    const moved = await centre.move(person.collectionId, to.machineId).catch(() => undefined);
    if (!moved) return;
    story.moves += 1;
    person.codes.push(moved.code);
  }

  /** Whoever was given codes tries them all, also after an item came out. */
  async function tryEveryCode(): Promise<void> {
    const box = chance.one(boxes);
    for (const code of chance.one(people)?.codes ?? []) await box?.type(code);
  }

  const acts: [number, () => Promise<void> | void][] = [
    [2, issue],
    [4, move],
    [14, tryEveryCode],
    [14, async () => talk.exchange(chance.one(hubs))],
    [3, async () => chance.one(boxes)?.endMotions()],
    [2, () => chance.one(boxes)?.jumpClock((chance.next() - 0.5) * chance.below(400) * HOUR)],
    [2, () => chance.one(boxes)?.restart(chance.maybe(0.5))],
    [3, () => flip(chance.one(hubs)?.line)],
    [4, () => chance.one(boxes)?.run().services.collections.expireDue()],
    [6, () => centre.round(chance.maybe(0.3))],
    [1, async () => chance.one(boxes)?.look()],
    [4, async () => void (await decideOne())],
  ];
  const deck = acts.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));

  async function decideOne(): Promise<void> {
    const person = chance.one(people);
    if (person) await centre.decide(person.collectionId).catch(() => undefined);
  }

  for (const { line } of hubs) line.perfect = true;
  for (const hub of hubs) await talk.exchange(hub);
  await pass(SECOND);
  for (const hub of hubs) await talk.exchange(hub);
  await pass(SECOND);
  await issue();
  await issue();
  for (const { line } of hubs) line.perfect = false;

  for (let step = 0; step < STEPS; step += 1) {
    await chance.one(deck)?.();
    await pass(howLong());
    if (world.twice().length > 0) break;
  }

  function howLong(): number {
    const which = chance.next();
    if (which < 0.55) return chance.below(5 * SECOND);
    if (which < 0.8) return chance.below(HOUR / 4);
    return chance.below(which < 0.95 ? 5 * HOUR : 30 * HOUR);
  }

  if (world.twice().length === 0) await comeToRest();
  await judge();
  for (const box of boxes) box.close();
  await centre.close();
  return story;

  /** Faults stop. People stand at both machines with all the codes they were ever given; staff look where they are told to. */
  async function comeToRest(): Promise<void> {
    await mend();
    const mended = world.now();
    const until = mended + SETTLED_WITHIN_MS;
    while (world.now() < until) {
      for (const hub of hubs) await talk.exchange(hub);
      await pass(2 * SECOND);
      await centre.round(true);
      for (const { box } of hubs) {
        await box.endMotions();
        await box.look();
        box.run().services.collections.expireDue();
        for (const code of people.flatMap(({ codes }) => codes)) {
          await box.type(code);
          await box.endMotions();
        }
      }
      if (await isAllOver()) break;
    }
    story.restMs = world.now() - mended;
    for (let again = 0; again < 3; again += 1) {
      for (const hub of hubs) await talk.exchange(hub);
      await pass(2 * SECOND);
    }
  }

  async function isAllOver(): Promise<boolean> {
    for (const box of boxes) {
      if (
        box.factsAfter(box.run().acked ?? -1).length > 0 ||
        !(await centre.isToldAll(box.deviceId))
      )
        return false;
    }
    for (const { collectionId } of people) {
      const found = await centre.find(collectionId);
      if (!found || !isFinished(found) || isOpenSomewhere(collectionId)) return false;
    }
    return true;
  }

  function isFinished(found: WholeCollection): boolean {
    return finished.has(shownState(found, new Date(world.now()).toISOString()));
  }

  function isOpenSomewhere(collectionId: CollectionId): boolean {
    return boxes.some((box) => box.run().stores.collections.find(collectionId)?.state === "ready");
  }

  async function judge(): Promise<void> {
    for (const collectionId of world.twice()) {
      story.broken.push(`V1: ${collectionId} was given ${world.given(collectionId)} times`);
    }
    story.collections = people.length;
    for (const { collectionId } of people) {
      const found = await centre.find(collectionId);
      const given = world.given(collectionId);
      story.given += given;
      if (found && found.pin > 1) story.moved += 1;
      if (story.broken.length > 0 && given > 1) continue;
      const isOver = found && isFinished(found);
      if (!isOver) story.broken.push(`V4: ${collectionId} is still ${found?.state}`);
      if ((given === 1) !== (found?.state === "dispensed") && found?.state !== "needs-staff") {
        story.broken.push(`${collectionId}: ${given} given, and the record says ${found?.state}`);
      }
    }
  }
}

/** Finished, or for a person to see to. */
const finished = new Set(["dispensed", "revoked", "expired", "needs-staff", "no-stock"]);

function flip(line: Line | undefined): void {
  if (line) line.cut = !line.cut;
}

/** What a device and the centre say to each other: hello and welcome, batches and acks, each by itself on the line. */
function createTalk(centre: Centre) {
  let nonces = 0;

  async function exchange(hub: Hub | undefined): Promise<void> {
    if (!hub) return;
    const { box, line } = hub;
    const run = box.run();
    const nonce = uuid(9, ++nonces);
    run.asked.set(nonce, run.clock.monotonicMs());
    const cursor = run.services.feed.cursor();
    line.send(async () => {
      const welcome = await centre.hello(box.deviceId, cursor);
      line.send(async () => welcomed(hub, nonce, welcome));
      await centre.catchUp(box.deviceId);
    });
    if (run.acked !== undefined) sendFacts(hub, run.acked);
  }

  async function welcomed(
    hub: Hub,
    nonce: string,
    { serverTime, cursor }: { serverTime: string; cursor: number },
  ): Promise<void> {
    const run = hub.box.run();
    const askedAt = run.asked.get(nonce);
    if (askedAt === undefined) return; // of an earlier run: it tells no time
    run.asked.delete(nonce);
    run.time.heard(serverTime, askedAt);
    run.acked = cursor;
    sendFacts(hub, cursor);
  }

  function sendFacts({ box, line }: Hub, after: number): void {
    const facts = box.factsAfter(after);
    if (facts.length === 0) return;
    line.send(async () => {
      const cursor = await centre.batch(box.deviceId, facts);
      line.send(async () => {
        const run = box.run();
        run.acked = Math.max(run.acked ?? 0, cursor);
      });
    });
  }

  return { exchange };
}
