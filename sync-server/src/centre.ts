import type { ContentPack } from "@drop-in/contracts";
import { hashToken, type Log, sameHash, type Timer } from "@drop-in/foundation";
import type { FastifyInstance } from "fastify";
import { type Chance, hashForDevice, hashPassword } from "./adapters/chance.ts";
import type { Clock } from "./adapters/clock.ts";
import type { SigningKey } from "./adapters/signing-key.ts";
import { createAppointmentService } from "./appointments/appointment.service.ts";
import type { Frames } from "./broker/frames.ts";
import { createLine } from "./broker/line.service.ts";
import type { Link } from "./broker/link.ts";
import { createCallbackService } from "./callbacks/callback.service.ts";
import type { Callback } from "./callbacks/callback.store.ts";
import type { CatalogueBook } from "./catalogue/read-catalogue.ts";
import { createCollectionService } from "./collections/collection.service.ts";
import { createMoveService } from "./collections/move.service.ts";
import { createCollectionRounds } from "./collections/rounds.service.ts";
import { commandRoutes } from "./commands/command.routes.ts";
import { type CommandSigner, createCommandService } from "./commands/command.service.ts";
import { consoleRoutes } from "./console/console.routes.ts";
import { createLiveView } from "./console/live-view.ts";
import { createSharedView } from "./console/shared-view.ts";
import { publish } from "./content/publish.ts";
import type { Database } from "./db/sql.ts";
import { createStatusService } from "./devices/status.service.ts";
import { createFeedService } from "./feed/feed.service.ts";
import { createSnapshot } from "./feed/snapshot.ts";
import { createGreetService } from "./ingest/greet.service.ts";
import { createIngestService } from "./ingest/ingest.service.ts";
import { createRecallService } from "./recalls/recall.service.ts";
import { createSignedIn } from "./staff/signed-in.ts";
import { createStaffService, type FirstStaff } from "./staff/staff.service.ts";
import { createStores, createTransact } from "./stores.ts";
import type { OpenSaid } from "./submissions/open-said.ts";
import { createSubmissionService } from "./submissions/submission.service.ts";

export type Centre = ReturnType<typeof createCentre>;

export type CentreParts = {
  database: Database;
  link: Link;
  frames: Frames;
  /** The number of who asked to be called; null where it cannot be opened. */
  openPhone: (
    callback: Pick<Callback, "deviceId" | "callbackId" | "sealed">,
  ) => Promise<string | null>;
  /** All that somebody sent; null where it cannot be opened. */
  openSaid: OpenSaid;
  key: SigningKey;
  /** Signs what devices are told to do, in another process. */
  signer: CommandSigner;
  book: CatalogueBook;
  packs: readonly ContentPack[];
  clock: Clock;
  timer: Timer;
  chance: Chance;
  log: Log;
  timeZone: string;
  statusEveryMs: number;
};

/** One process of the centre, with everything it may touch passed in: database, broker, keys, clock and chance. */
export function createCentre(parts: CentreParts) {
  const { database, key, book, clock, timer, chance, log } = parts;
  const { changes } = database;
  const stores = createStores(database);
  const transact = createTransact(database);
  const acts = { stores, transact, changes, clock, timer, log };

  const staff = createStaffService({
    ...{ ...acts, staff: stores.staff, chance },
    ...{ hashPassword, hashForDevice, hashToken, sameHash },
  });
  const signedIn = createSignedIn(staff);
  const snapshot = createSnapshot({ ...parts, cards: staff.cards });
  const line = createLine({ ...parts, stores, receive: (...heard) => ingest.receive(...heard) });
  const { send } = line;
  const feed = createFeedService({ ...acts, snapshot, send });
  const promising = { ...acts, feed, key, hashForDevice, chance };
  const rounds = createCollectionRounds({ ...acts, feed });
  const statuses = createStatusService(acts);
  const { greet } = createGreetService({ ...acts, feed, chance, send });
  const commands = createCommandService({
    ...{ ...acts, staff, send },
    ...{ signer: parts.signer, hash: hashToken },
  });
  const { challenged } = commands;
  const ingest = createIngestService({ ...acts, greet, feed, statuses, challenged, send });
  const { openPhone, timeZone, statusEveryMs } = parts;
  const findVariant = book.find;
  const live = createLiveView({ stores, openPhone, clock, timeZone, statusEveryMs, findVariant });

  return {
    async prepare(firstStaff: FirstStaff | undefined): Promise<void> {
      await publish(transact, parts);
      const first = await staff.ensureFirst(firstStaff);
      if (first === "nobody") log.warn({ event: "staff.nobody", remedy: "set FIRST_STAFF" });
      if (first !== "added") return;
      await transact(async (within) => {
        const cards = await staff.cards(within.staff);
        await within.feed.addToAll({ type: "staff.set", staff: cards });
      });
    },
    async serve(app: FastifyInstance): Promise<void> {
      const routes = consoleRoutes({
        ...{ staff, signedIn, changes, timer, live: createSharedView(live, clock) },
        callbacks: createCallbackService(acts),
        collections: createCollectionService(promising),
        moves: createMoveService(promising),
        recalls: createRecallService({ ...acts, feed, chance }),
        appointments: createAppointmentService({ ...acts, feed, chance, timeZone }),
        submissions: createSubmissionService({ ...promising, openSaid: parts.openSaid }),
      });
      await app.register(routes, { prefix: "/api/console" });
      await app.register(commandRoutes({ commands, signedIn }), {
        prefix: "/api/console/commands",
      });
    },
    run(): void {
      feed.run();
      rounds.run();
      commands.run();
      line.run();
    },
    live,
    signedIn,
    /** When everything that was heard has been dealt with, or given up. */
    async settled(): Promise<void> {
      await line.settled();
      await statuses.settled();
    },
    async close(): Promise<void> {
      feed.close();
      rounds.close();
      commands.close();
      await line.close();
      await statuses.close();
    },
  };
}
