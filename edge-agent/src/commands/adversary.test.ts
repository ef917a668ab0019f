import { DeviceId, type SignedCommand, SlotId } from "@drop-in/contracts";
import { expect, test } from "vitest";
import {
  ask,
  bootDevice,
  commandKey,
  frameKey,
  idOf,
  lastTold,
  newSite,
  openB04,
  pass,
  type Site,
  signed,
  textOf,
} from "./commands.fixture.ts";

type Device = ReturnType<typeof bootDevice>;
type Stand = { site: Site; device: Device };

const good = ({ device }: Stand, count = 1) => ask(device, count);

function stand(): Stand {
  const site = newSite();
  return { site, device: bootDevice(site) };
}

/** An hour later, so that no cap stands before what is to be shown. */
function opened(of: Stand, count = 1): SignedCommand {
  const command = good(of, count);
  of.device.take(command);
  pass(of.site, 3_600_000);
  return command;
}

const bent = (command: SignedCommand, bit: number): SignedCommand => {
  const bytes = Buffer.from(command.text, "utf8");
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return { ...command, text: bytes.toString("utf8") };
};

/** Each answers what the adversary gives to the device, and how many doors had opened honestly before. */
const attacks: Record<string, [why: string, before: number, attack: (of: Stand) => SignedCommand]> =
  {
    "forged, with a key nobody gave": [
      "not-signed",
      0,
      (of) => signed(good(of).text, { ...frameKey, keyId: "00000000" }),
    ],
    "signed with the key that signs frames": [
      "not-signed",
      0,
      (of) => signed(good(of).text, frameKey),
    ],
    "signed with the key that signs frames, under the name of the right one": [
      "not-signed",
      0,
      (of) => signed(good(of).text, { ...frameKey, keyId: commandKey.keyId }),
    ],
    "signed without saying that it is a command": [
      "not-signed",
      0,
      (of) => {
        const command = good(of);
        const bytes = commandKey.sign(Buffer.from(command.text, "utf8"));
        return { ...command, signature: Buffer.from(bytes).toString("base64url") };
      },
    ],
    "with no signature": ["not-signed", 0, (of) => ({ ...good(of), signature: "" })],
    "cut short": [
      "not-signed",
      0,
      (of) => {
        const command = good(of);
        return { ...command, text: command.text.slice(0, -1) };
      },
    ],
    "with a text of ill-formed characters that hide in the same bytes": [
      "not-signed",
      0,
      (of) => {
        const commandId = idOf(1);
        const challenge = of.device.challenge(commandId) ?? "";
        const about = { commandId, challenge, counter: 1 };
        const command = signed(textOf({ ...about, reason: "\ufffd" }));
        return { ...command, text: command.text.replace("\ufffd", "\ud800") };
      },
    ],
    "signed, and not a command": ["unreadable", 0, () => signed('{"action":"open all"}')],
    "signed, and not even JSON": ["unreadable", 0, () => signed("open everything")],
    "that asks for every door": [
      "unreadable",
      0,
      ({ device }) => ask(device, 1, { action: { type: "open-all" } as never }),
    ],
    "for another device": [
      "not-for-me",
      0,
      ({ device }) => ask(device, 1, { deviceId: DeviceId.parse("bus-3") }),
    ],
    "replayed an hour later": ["stale-challenge", 1, (of) => opened(of)],
    "repeated within a millisecond": [
      "stale-challenge",
      1,
      (of) => {
        const command = good(of);
        of.device.take(command);
        return command;
      },
    ],
    "replayed after a restart": [
      "stale-challenge",
      1,
      (of) => {
        const command = opened(of);
        of.device = bootDevice(of.site);
        return command;
      },
    ],
    "held back until the device has restarted": [
      "stale-challenge",
      0,
      (of) => {
        const command = good(of);
        of.device = bootDevice(of.site);
        return command;
      },
    ],
    "held back for a minute": [
      "stale-challenge",
      0,
      (of) => {
        const command = good(of);
        pass(of.site, 60_000);
        return command;
      },
    ],
    "queued for tomorrow, good until the year 2100 by a clock set back": [
      "stale-challenge",
      0,
      (of) => {
        const command = ask(of.device, 1, { notAfter: "2100-01-01T00:00:00.000Z" });
        pass(of.site, 24 * 3_600_000);
        of.site.wallSkewMs = -24 * 3_600_000;
        return command;
      },
    ],
    "with another command's challenge": [
      "stale-challenge",
      0,
      ({ device }) => {
        const challenge = device.challenge(idOf(2)) ?? "";
        device.challenge(idOf(1));
        return signed(textOf({ commandId: idOf(1), challenge, counter: 1 }));
      },
    ],
    "with a challenge nobody gave": [
      "stale-challenge",
      0,
      () => signed(textOf({ commandId: idOf(1), challenge: "f".repeat(32), counter: 1 })),
    ],
    "under the number of one that was done, with a greater counter": [
      "stale-challenge",
      1,
      (of) => {
        opened(of);
        return ask(of.device, 1, { counter: 9 });
      },
    ],
    "with the same counter again": [
      "old-counter",
      1,
      (of) => {
        opened(of, 5);
        return ask(of.device, 6, { counter: 5, notAfter: "2027-01-01T00:00:00.000Z" });
      },
    ],
    "overtaken by a later one": [
      "old-counter",
      1,
      (of) => {
        const first = good(of, 1);
        of.device.take(good(of, 2));
        pass(of.site, 31_000);
        return first;
      },
    ],
    "that has expired, by a clock that is believed": [
      "expired",
      0,
      ({ device }) => ask(device, 1, { notAfter: "2026-11-23T09:59:59.000Z" }),
    ],
    "given to a clock that went on into the future, and is believed": [
      "expired",
      0,
      (of) => {
        of.site.wallSkewMs = 365 * 24 * 3_600_000;
        return good(of);
      },
    ],
    "given to a database that was restored from an old copy": [
      "not-possible",
      0,
      (of) => {
        const command = good(of);
        of.site.isCurrent = false;
        return command;
      },
    ],
    "for a slot that is not there": [
      "not-possible",
      0,
      ({ device }) => ask(device, 1, { action: { ...openB04, slotId: SlotId.parse("Z99") } }),
    ],
    "in the middle of a vend": [
      "not-possible",
      0,
      (of) => {
        of.site.busy = true;
        return good(of);
      },
    ],
    "for a machine that has no doors": [
      "not-possible",
      0,
      (of) => {
        of.site.kind = "spiral";
        return good(of);
      },
    ],
    "to restart in the middle of a vend": [
      "not-possible",
      0,
      (of) => {
        of.site.busy = true;
        return ask(of.device, 1, { action: { type: "restart" } });
      },
    ],
    "half a minute too soon": [
      "too-soon",
      1,
      (of) => {
        of.device.take(good(of));
        pass(of.site, 29_999);
        return good(of, 2);
      },
    ],
    "that would be the fourth door in an hour": [
      "too-many",
      3,
      (of) => {
        for (const count of [1, 2, 3]) {
          of.device.take(good(of, count));
          pass(of.site, 31_000);
        }
        return good(of, 4);
      },
    ],
  };

for (const [name, [why, before, attack]] of Object.entries(attacks)) {
  test(`a command ${name} is refused: ${why}`, () => {
    const of = stand();
    const command = attack(of);
    expect(of.site.pulses).toHaveLength(before);
    of.device.take(command);
    expect(lastTold(of.site)).toBe(why);
    expect(of.site.pulses).toHaveLength(before);
    expect(of.site.restarts).toEqual([]);
  });
}

test("one flipped bit anywhere in the text is refused", () => {
  const of = stand();
  const command = good(of);
  for (let bit = 0; bit < command.text.length * 8; bit += 1) of.device.take(bent(command, bit));
  expect(of.site.pulses).toEqual([]);
  of.device.take(command); // and none of it spent the challenge of the true one
  expect(of.site.pulses).toHaveLength(1);
});

test("a centre gone mad fills no disk with what was refused: thirty an hour are told of", () => {
  const { site, device } = stand();
  for (let count = 0; count < 500; count += 1) device.take(signed("nonsense"));
  expect(site.facts).toHaveLength(30);
  pass(site, 3_600_000);
  device.take(signed("nonsense"));
  expect(site.facts).toHaveLength(31);
});
