import { expect, test } from "vitest";
import { createReceiptPrinter } from "./receipt-printer.ts";

const SLIP = Uint8Array.of(0x41, 0x0a);
const ready = [0x12, 0x12, 0x12, 0x12];
const paperOut = [0x1a, 0x32, 0x12, 0x7e];

test("a printer that answers and confirms has printed, once", async () => {
  const { printer, wire } = await desk();
  expect(printer.state()).toBe("ready");
  expect(await printer.print(SLIP)).toBe("printed");
  expect(wire.jobs).toEqual(["410a1d7201"]);
});

test.each([
  [paperOut, "paper-out"],
  [[0x1a, 0x16, 0x12, 0x12], "fault"],
  [[0x1a, 0x52, 0x1a, 0x12], "fault"],
  [[], "not-connected"],
] as const)("a printer that answers %j is sent nothing: %s", async (answers, result) => {
  const { printer, wire, pass } = await desk();
  wire.answers = [...answers];
  const printed = printer.print(SLIP);
  await pass(1_500);
  expect(await printed).toBe(result);
  expect(wire.jobs).toEqual([]);
});

test("a closed link prints nothing, and nothing comes out when it opens", async () => {
  const { printer, wire, pass } = await desk();
  wire.become("closed");
  expect(printer.state()).toBe("not-connected");
  expect(await printer.print(SLIP)).toBe("not-connected");
  wire.become("open");
  await pass(20_000);
  expect([printer.state(), wire.jobs]).toEqual(["ready", []]);
});

test("a job nobody confirms is unknown after ten seconds, and is not sent again", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const printed = printer.print(SLIP);
  await pass(60_000);
  expect(await printed).toBe("unknown");
  expect(wire.jobs).toHaveLength(1);
});

test("a confirmation that comes late is not taken for the next job's", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const first = printer.print(SLIP);
  await pass(10_500);
  expect(await first).toBe("unknown");

  const second = printer.print(SLIP);
  await pass(100);
  wire.say(0x00); // the first job's, at last
  await pass(50);
  wire.say(0x00); // the lone request's
  await pass(100);
  expect(wire.jobs).toHaveLength(2);
  let ended = false;
  void second.then(() => {
    ended = true;
  });
  await pass(100);
  expect(ended).toBe(false);
  wire.say(0x00);
  expect(await second).toBe("printed");
});

test("a confirmation that was lost for good does not spoil the next job", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const first = printer.print(SLIP);
  await pass(10_500);
  wire.confirms = true;
  const second = printer.print(SLIP);
  await pass(2_000);
  expect([await first, await second, await printer.print(SLIP)]).toEqual([
    "unknown",
    "printed",
    "printed",
  ]);
});

test("a printer that still cannot work off a lone request is sent no further slip", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const results = [printer.print(SLIP), printer.print(SLIP)];
  await pass(13_000);
  expect(await Promise.all(results)).toEqual(["unknown", "fault"]);
  expect(wire.jobs).toHaveLength(1);
});

test("paper that ends in the middle of a slip is told before the ten seconds are over", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const printed = printer.print(SLIP);
  await pass(100);
  wire.answers = paperOut;
  await pass(1_100);
  expect(await printed).toBe("paper-out");
  expect(printer.state()).toBe("paper-out");
});

test("a cable pulled in the middle of a slip leaves it unknown", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const printed = printer.print(SLIP);
  await pass(100);
  wire.become("closed");
  expect(await printed).toBe("unknown");
});

test("two slips asked for at once come out one after the other", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const results = [printer.print(SLIP), printer.print(SLIP)];
  await pass(100);
  expect(wire.jobs).toHaveLength(1);
  wire.say(0x00);
  await pass(10);
  expect(wire.jobs).toHaveLength(2);
  wire.say(0x00);
  expect(await Promise.all(results)).toEqual(["printed", "printed"]);
});

test("one lost answer changes nothing, two in a row make the printer unknown", async () => {
  const { printer, wire, pass } = await desk();
  wire.answers = [];
  await pass(3_600);
  expect(printer.state()).toBe("ready");
  await pass(3_600);
  expect(printer.state()).toBe("unknown");
});

test("a status sent unasked is not taken for a confirmation", async () => {
  const { printer, wire, pass } = await desk();
  wire.confirms = false;
  const printed = printer.print(SLIP);
  await pass(100);
  wire.say(0x10, 0x00, 0x00, 0x00);
  await pass(10_500);
  expect(await printed).toBe("unknown");
});

test("the state is told when it changes, and only then", async () => {
  const { printer, wire, pass } = await desk();
  const told: string[] = [];
  printer.onState((state) => told.push(state));
  await pass(10_000);
  wire.answers = [0x12, 0x12, 0x12, 0x1e];
  await pass(10_000);
  expect(told).toEqual(["paper-low"]);
});

test("nothing is asked while a slip is still leaving on a slow line", async () => {
  const { printer, wire, pass } = await desk();
  let arrive = () => {};
  await pass(3_000);
  wire.slowly = () =>
    new Promise<void>((resolve) => {
      arrive = resolve;
    });
  const printed = printer.print(SLIP);
  await pass(100);
  const asked = wire.questions;
  await pass(7_000);
  expect(wire.questions).toBe(asked);
  arrive();
  expect(await printed).toBe("printed");
  await pass(3_000);
  expect(wire.questions).toBeGreaterThan(asked);
});

test("a line that stands still is noticed in seconds, and nothing more is put on it", async () => {
  const { printer, wire, pass } = await desk();
  await pass(3_000);
  wire.slowly = () => new Promise<void>(() => {});
  const printed = printer.print(new Uint8Array(10_000).fill(0x41));
  await pass(8_500);
  expect(await printed).toBe("unknown");
  expect(wire.jobs).toHaveLength(1);
});

test("what the printer tells by itself is known before the next question", async () => {
  const { printer, wire, pass } = await desk();
  wire.say(0x38, 0x00, 0x00, 0x00);
  expect(printer.state()).toBe("cover-open");
  wire.say(0x10, 0x80); // cut off: what follows is not taken for the rest of it
  await pass(3_100);
  expect(printer.state()).toBe("ready");
});

async function desk() {
  const wire = scriptedPrinter();
  const { timer, pass } = handTimer();
  const printer = createReceiptPrinter(wire, { timer });
  await pass(1);
  return { printer, wire, pass };
}

/** The far end of the wire: answers status from a list, and confirms jobs or keeps silent. */
function scriptedPrinter() {
  const byteListeners = new Set<(bytes: Uint8Array) => void>();
  const stateListeners = new Set<(state: "open" | "closed") => void>();
  let state: "open" | "closed" = "open";
  const wire = {
    answers: ready,
    confirms: true,
    jobs: [] as string[],
    questions: 0,
    slowly: () => Promise.resolve(),
    state: () => state,
    async write(bytes: Uint8Array) {
      if (state === "closed") throw new Error("closed");
      const [first, second, n = 0] = bytes;
      const answer = wire.answers[n - 1];
      const isStatus = first === 0x10 && second === 0x04;
      if (!isStatus && bytes.length > 3) wire.jobs.push(Buffer.from(bytes).toString("hex"));
      if (isStatus) wire.questions += 1;
      await (isStatus ? Promise.resolve() : wire.slowly());
      if (isStatus && answer !== undefined) wire.say(answer);
      if (!isStatus && wire.confirms) wire.say(0x00);
    },
    onBytes(listener: (bytes: Uint8Array) => void) {
      byteListeners.add(listener);
      return () => byteListeners.delete(listener);
    },
    onState(listener: (state: "open" | "closed") => void) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    close: async () => {},
    become(next: "open" | "closed") {
      state = next;
      for (const listener of stateListeners) listener(next);
    },
    say(...bytes: number[]) {
      for (const listener of byteListeners) listener(Uint8Array.from(bytes));
    },
  };
  return wire;
}

function handTimer() {
  let now = 0;
  let waiting: { at: number; fn: () => void }[] = [];
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    timer(ms: number, fn: () => void) {
      const entry = { at: now + ms, fn };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    /** Lets `ms` pass, and everything that follows from it happen. */
    async pass(ms: number) {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        now = next.at;
        waiting = waiting.filter((other) => other !== next);
        next.fn();
        await settle();
      }
      now = until;
    },
  };
}
