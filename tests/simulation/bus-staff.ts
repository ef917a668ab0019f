import type { VisitId, VisitState } from "@drop-in/contracts";
import type { BusBox } from "./bus-box.ts";
import { pin, secondPin } from "./bus-centre.ts";
import type { Ledger } from "./bus-ledger.ts";
import type { BusMachine } from "./bus-machine.ts";
import type { BusTime } from "./bus-time.ts";
import type { Chance } from "./world.ts";

type Parts = { time: BusTime; box: BusBox; machine: BusMachine; chance: Chance; ledger: Ledger };

const ROUND_MS = 4 * 60_000;

/** The tablet of those who work on the bus: they call, see, look into the machine, and answer whoever asks for help. */
export function createBusStaff({ time, box, machine, chance, ledger }: Parts) {
  let cookie: string | undefined;
  let over = false;
  let round = 0;
  const left = new Set<VisitId>();

  async function post(path: string, payload: object = {}): Promise<number> {
    for (;;) {
      const answer = await box.post(`/api/staff${path}`, payload, cookie);
      if (!answer) await time.sleep(15_000);
      else if (answer.status !== 401) return answer.status;
      else cookie = (await box.post("/api/staff/sign-in", { pin }))?.cookie;
    }
  }

  async function must(path: string, payload?: object): Promise<void> {
    const status = await post(path, payload);
    if (status !== 204) throw new Error(`${path} was refused with ${status}`);
  }

  async function visit(visitId: VisitId): Promise<void> {
    const becomes = (state: VisitState) => void ledger.visits.set(visitId, state);
    const act = (what: string, payload?: object) => must(`/visits/${visitId}/${what}`, payload);
    if (chance.maybe(0.05)) return void left.add(visitId); // still waiting when the bus leaves
    await act("call");
    becomes("called");
    await time.sleep(5_000);
    if (chance.maybe(0.1)) {
      await act("did-not-wait", { reason: "left" });
      becomes("did-not-wait");
      if (!chance.maybe(0.2)) return;
      await act("returned");
      becomes("waiting");
      return;
    }
    if (chance.maybe(0.05)) return void left.add(visitId); // called, and nobody has said more
    await act("seen");
    becomes("seen");
  }

  async function look(): Promise<void> {
    for (const one of ledger.toLookAt.splice(0)) {
      const { attemptId, slotId } = one;
      const countedStock = machine.holds(slotId);
      // Whoever waited says whether it came: the count tells the same.
      const resolution = (await came(slotId)) ? "dispensed" : "not-dispensed";
      const found = { resolution, reason: "looked inside", countedStock, secondPin };
      await must(`/attempts/${attemptId}/resolve`, found);
      const vend = ledger.vends.get(attemptId);
      if (vend) ledger.vends.set(attemptId, { ...vend, resolution });
    }
    for (const slotId of ledger.toCheck.splice(0)) {
      await must(`/slots/${slotId}/checked`, { countedStock: machine.holds(slotId) });
    }
  }

  /** The book before the look, against what hangs there. */
  async function came(slotId: string): Promise<boolean> {
    const book = box.db.prepare("select stock from slot where slot_id = ?").pluck().get(slotId);
    return machine.holds(slotId) < Number(book);
  }

  return {
    async work(): Promise<void> {
      await must("/session/open", { place: "Market square" });
      while (!over) {
        round += 1;
        for (const [visitId, state] of [...ledger.visits]) {
          if (state === "waiting" && !left.has(visitId)) await visit(visitId);
        }
        for (const [helpId, answered] of [...ledger.help]) {
          if (answered || chance.maybe(0.5)) continue;
          await must(`/help/${helpId}/answer`);
          ledger.help.set(helpId, true);
        }
        if (round % 4 === 0) await look();
        await time.sleep(ROUND_MS);
      }
      await look();
    },
    goHome(): void {
      over = true;
    },
  };
}
