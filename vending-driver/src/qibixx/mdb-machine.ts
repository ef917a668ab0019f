import { noEvidence } from "../evidence.ts";
import type { SerialLink } from "../link/serial-link.ts";
import type { Timer } from "../timer.ts";
import type {
  DispenseOutcome,
  FoundSlot,
  MachineStatus,
  NotDispensedReason,
  VendingMachine,
} from "../vending-machine.ts";
import { type AdapterSays, toAmount } from "./adapter-says.ts";
import { createAdapterSession } from "./adapter-session.ts";
import { createMdbAttempt, type MdbAttempt } from "./mdb-attempt.ts";
import { defaultMdbSettings, type MdbSettings } from "./mdb-settings.ts";

export type MdbParts = { timer: Timer; settings?: Partial<MdbSettings> };

const nothingKnown: MachineStatus = {
  link: "offline",
  door: "unknown",
  cabinetTemperatureC: null,
  humidityPercent: null,
  deliveryPath: "unknown",
  openDoors: [],
};
const ITEM_NOT_SENT = -1;

/** Any machine that takes an MDB card reader: we are the reader, and approve what was promised, once. */
export function createMdbMachine(link: SerialLink, parts: MdbParts): VendingMachine {
  const { timer } = parts;
  const settings = { ...defaultMdbSettings, ...parts.settings };
  const listeners = new Set<(status: MachineStatus) => void>();
  const signs = { seen: 0, price: 0, item: ITEM_NOT_SENT };
  let status = nothingKnown;
  let attempt: MdbAttempt | undefined;
  /** Approved and left without a result: a late word still counts, and must not be taken for the next vend's. */
  let leftOpen: { selection: number; done: boolean } | undefined;
  let waitsForLate = false;
  let cancelLate = () => {};

  const session = createAdapterSession({ link, timer, settings, onSays, onChange: judge });
  const stopState = link.onState((state) => {
    if (state !== "closed") return;
    attempt?.lost();
    endLate(); // the adapter is set up anew when it is back
  });

  function onSays(says: AdapterSays) {
    if (says.type === "vend-request") {
      Object.assign(signs, {
        seen: signs.seen + 1,
        price: says.amount,
        item: says.item ?? ITEM_NOT_SENT,
      });
    }
    if (attempt) return attempt.hear(says);
    // Nobody is to get anything now: a request without a promise is denied.
    if (says.type === "vend-request") session.say("C", "STOP");
    // What our own setting up brings about is no word of the machine.
    if (session.settingUp()) return;
    const done = says.type === "vend-success" || (says.type === "vend-error" && says.code === 5);
    if (done && leftOpen) leftOpen = { ...leftOpen, done: true };
    if (done && waitsForLate) endLate();
  }

  /** Until its late word has come, or had its time, nothing else is approved. */
  function waitForLate() {
    waitsForLate = true;
    cancelLate = timer(settings.lateWithinMs, () => {
      endLate();
      if (link.state() === "open") session.begin();
    });
  }

  function endLate() {
    cancelLate();
    waitsForLate = false;
  }

  /** A machine that is switched off has a reader nobody speaks to. */
  function judge() {
    const state = session.state();
    const heard = session.answers() && state !== undefined && state !== "inactive";
    // It speaks to its reader, and does not let it work yet.
    const stale = state === "disabled" || session.settingUp();
    become({ ...nothingKnown, link: heard ? (stale ? "stale" : "online") : "offline" });
  }

  function become(next: MachineStatus) {
    const changed = next.link !== status.link;
    status = next;
    if (changed) for (const listener of listeners) listener(status);
  }

  function dispense(
    selection: number,
    onProgress: Parameters<VendingMachine["dispense"]>[1] = () => {},
  ) {
    const refusal = refusalOf(selection);
    const wanted = settings.keypad.find((each) => each.selection === selection);
    if (refusal || !wanted) return Promise.resolve(neverSent(refusal ?? "slot-unknown"));
    leftOpen = undefined;
    return new Promise<DispenseOutcome>((resolve) => {
      let ended = false;
      const mine = createMdbAttempt({
        wanted,
        settings,
        timer,
        say: session.say,
        onProgress,
        onOutcome(outcome) {
          ended = true;
          attempt = undefined;
          if (outcome.kind === "unclear") {
            leftOpen = { selection, done: false };
            const hasSpoken = outcome.last === "vend-failed";
            if (!hasSpoken && link.state() === "open") waitForLate();
          }
          resolve(outcome);
        },
      });
      if (!ended) attempt = mine;
    });
  }

  function refusalOf(selection: number): NotDispensedReason | undefined {
    if (attempt !== undefined || waitsForLate) return "busy";
    if (link.state() === "closed" || status.link === "offline") return "offline";
    if (!settings.keypad.some((each) => each.selection === selection)) return "slot-unknown";
    const ready = session.state() === "enabled" || session.state() === "idle";
    return ready ? undefined : "machine-fault";
  }

  const evidence = (selection: number) => ({
    ...noEvidence,
    doneAfterApproval: leftOpen?.selection === selection && leftOpen.done ? true : null,
  });

  return {
    status: () => status,
    dispense,
    openAgain: () => false,
    evidence,
    readEvidence: async (selection) =>
      status.link === "offline" ? undefined : evidence(selection),
    findSlots: async () => settings.keypad.map(toFoundSlot),
    observe: async () =>
      status.link !== "offline"
        ? { "requests seen": signs.seen, "last price": signs.price, "last item": signs.item }
        : undefined,
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      stopState();
      endLate();
      attempt?.lost();
      session.stop();
      await link.close();
    },
  };
}

function neverSent(reason: NotDispensedReason): DispenseOutcome {
  return { kind: "not-dispensed", reason, provedBy: "never-sent" };
}

function toFoundSlot({ selection, price }: MdbSettings["keypad"][number]): FoundSlot {
  return { selection, says: `${selection}: ${toAmount(price)}` };
}
