import { noEvidence, type VendingMachine } from "@drop-in/vending-driver";
import { expect, test } from "vitest";
import { absentMachine } from "./absent-machine.ts";
import { createMachineSeat } from "./machine-seat.ts";

function port() {
  const log: string[] = [];
  const machine = (name: string, close: () => Promise<void> = async () => {}): VendingMachine => {
    log.push(`open ${name}`);
    return {
      ...absentMachine,
      status: () => ({ ...absentMachine.status(), link: "online" }),
      evidence: () => noEvidence,
      async close() {
        await close();
        log.push(`close ${name}`);
      },
    };
  };
  return { log, machine };
}

test("two that want the seat at once take it one after the other, and never hold one port together", async () => {
  const { log, machine } = port();
  const seat = createMachineSeat(machine("first"));
  await Promise.all([seat.seat(() => machine("second")), seat.seat(() => machine("third"))]);
  expect(log).toEqual(["open first", "close first", "open second", "close second", "open third"]);
  await seat.close();
  expect(log.at(-1)).toBe("close third");
});

test("one that cannot be closed is not spoken to any more, and nobody is opened beside it", async () => {
  const { log, machine } = port();
  let stuck = true;
  const seat = createMachineSeat(
    machine("first", async () => {
      if (stuck) throw new Error("busy");
    }),
  );
  const heard: string[] = [];
  seat.onStatus(({ link }) => heard.push(link));
  await expect(seat.seat(() => machine("second"))).rejects.toThrow("busy");
  expect(seat.status().link).toBe("offline");
  expect(heard).toEqual(["offline"]);
  expect(log).toEqual(["open first"]);
  stuck = false;
  await seat.seat(() => machine("second"));
  expect(seat.status().link).toBe("online");
  expect(log).toEqual(["open first", "close first", "open second"]);
});
