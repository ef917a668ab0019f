import type {
  Command,
  CommandAlert,
  CommandRow,
  DeviceId,
  DownFrame,
  SignedCommand,
  StaffId,
  UpFrame,
  WishCommand,
} from "@drop-in/contracts";
import { Challenge } from "@drop-in/contracts";
import type { Changes, Log, Timer } from "@drop-in/foundation";
import type { Clock } from "../adapters/clock.ts";
import { CentreError } from "../centre-error.ts";
import { whatFailed } from "../db/failure.ts";
import type { StaffService } from "../staff/staff.service.ts";
import type { Staff } from "../staff/staff.store.ts";
import type { Stores, Transact } from "../stores.ts";
import { approvalOf } from "./command.rules.ts";
import type { Approved, Wish } from "./command.store.ts";
import { reconcile } from "./reconcile.rules.ts";

export type CommandService = ReturnType<typeof createCommandService>;

/** Signs the text of a command. Who holds the key is somewhere else: this process speaks to the broker. */
export type CommandSigner = { sign(text: string): Promise<SignedCommand> };

type Parts = {
  stores: Stores;
  transact: Transact;
  staff: Pick<StaffService, "confirm">;
  signer: CommandSigner;
  /** SHA-256, hex. */
  hash: (text: string) => string;
  send: (deviceId: DeviceId, frame: DownFrame) => void;
  changes: Changes;
  clock: Clock;
  timer: Timer;
  log: Log;
};
type Challenged = Extract<UpFrame, { kind: "challenge" }>;

const ANSWER_WITHIN_MS = 120_000; // for all of it: a wish to a device that is away must not come true tomorrow
const VALID_FOR_MS = 60_000;
const ASK_AGAIN_EVERY_MS = 5_000;
const SHOWN = 50;
const RECONCILE_DAYS = 30;
const DAY_MS = 86_400_000;

/** From somebody's wish to a signed command, and what became of it. The device has the last word. */
export function createCommandService(parts: Parts) {
  const { stores, transact, send, changes, clock, log } = parts;
  let cancelRound = () => {};
  let closed = false;
  const now = () => clock().toISOString();
  const later = (ms: number) => new Date(clock().getTime() + ms).toISOString();

  async function wish(wished: WishCommand, signedIn: Staff): Promise<void> {
    const { commandId, deviceId, action, reason, approval } = wished;
    const { name } = signedIn;
    const first = await parts.staff.confirm({ name, password: approval.password });
    const second = approval.second && (await parts.staff.confirm(approval.second));
    await needApproval(wished, first, second);
    const wishedAt = now();
    const by: StaffId[] = second ? [first.staffId, second.staffId] : [first.staffId];
    const about = { commandId, deviceId, action, reason };
    const approved: Approved = { method: "passwords", by, at: wishedAt, ...about };
    const isNew = await transact(async ({ commands, devices }) => {
      if (!(await devices.find(deviceId))) {
        throw new CentreError("not-found", "There is no such device.");
      }
      return commands.add({
        ...about,
        ...{ actor: first.staffId, secondActor: second?.staffId ?? null },
        ...{ wishedAt, endsAt: later(ANSWER_WITHIN_MS) },
        approvalHash: parts.hash(JSON.stringify(approved)),
      });
    });
    if (!isNew) return;
    log.warn({ event: "command.wished", commandId, deviceId, action: action.type, by });
    send(deviceId, { kind: "command-wish", commandId });
    changes.announce();
  }

  async function needApproval(
    { action, deviceId }: WishCommand,
    first: Staff,
    second: Staff | undefined,
  ): Promise<void> {
    const slots = action.type === "open-slot" ? await stores.stock.ofMachine(action.machineId) : [];
    const slot = slots.find(
      (each) =>
        action.type === "open-slot" && each.slotId === action.slotId && each.deviceId === deviceId,
    );
    const approval = approvalOf({ action, slot, first, second });
    if (approval === "not-allowed") {
      throw new CentreError(approval, "Only estates, stock keepers and session leads may do this.");
    }
    if (approval === "second-person-needed") {
      throw new CentreError(approval, "Something may be behind this door: two people sign.");
    }
    if (approval === "same-person") throw new CentreError(approval, "Two different people sign.");
  }

  /** The device is there and has said what makes a command fresh: signed elsewhere, sent once. */
  async function challenged(deviceId: DeviceId, frame: Challenged): Promise<void> {
    const { commandId } = frame;
    const challenge = Challenge.safeParse(frame.challenge);
    if (!challenge.success) return;
    const text = await transact(async ({ commands }) => {
      const wish = (await commands.lock([commandId])).get(commandId);
      if (wish?.deviceId !== deviceId || wish.state !== "wished" || wish.endsAt <= now()) return;
      const counter = await commands.nextCounter(deviceId, Math.floor(clock().getTime() / 1_000));
      await commands.challenged(commandId, counter, now());
      return textOf(wish, challenge.data, counter, later(VALID_FOR_MS));
    });
    if (text === undefined) return;
    try {
      const command = await parts.signer.sign(text);
      if (!(await stores.commands.sent(commandId, now()))) return;
      send(deviceId, { kind: "command", command });
      log.warn({ event: "command.sent", commandId, deviceId });
    } catch (error) {
      log.error({ event: "command.not-signed", commandId, error: String(error) });
    }
    changes.announce();
  }

  /** A wish that got lost is said again while it lasts; what nobody answered is over. Never a command: it is sent once. */
  async function round(): Promise<void> {
    if ((await stores.commands.expire(now())) > 0) changes.announce();
    for (const { deviceId, commandId } of await stores.commands.wished(now())) {
      send(deviceId, { kind: "command-wish", commandId });
    }
  }

  function run(): void {
    if (closed) return;
    cancelRound = parts.timer(ASK_AGAIN_EVERY_MS, () => {
      void round()
        .catch((error) => log.warn({ event: "command.round-failed", error: whatFailed(error) }))
        .then(run);
    });
  }

  return {
    wish,
    challenged,
    run,
    latest: async (): Promise<CommandRow[]> => stores.commands.latest(SHOWN),
    /** What devices did in the last month against what was wished, newest first. */
    async alerts(): Promise<CommandAlert[]> {
      // A day more is read than is shown: the beginning of what ended then.
      const told = await stores.commands.told(later(-(RECONCILE_DAYS + 1) * DAY_MS));
      const since = later(-RECONCILE_DAYS * DAY_MS);
      const ids = told.flatMap(({ commandId }) => commandId ?? []);
      const alerts = reconcile(await stores.commands.byIds(ids), told);
      return alerts.filter(({ at }) => at > since).reverse();
    },
    close(): void {
      closed = true;
      cancelRound();
    },
  };
}

function textOf(wish: Wish, challenge: string, counter: number, notAfter: string): string {
  const { commandId, deviceId, action, actor, secondActor, reason } = wish;
  const command: Command = {
    ...{ commandId, deviceId, action, actor, reason, counter, challenge, notAfter },
    ...(secondActor === null ? {} : { secondActor }),
  };
  return JSON.stringify(command);
}
