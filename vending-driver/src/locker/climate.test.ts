import { expect, test } from "vitest";
import { createBus } from "../bus/bus.ts";
import { bytes } from "../codec-laws.test-rig.ts";
import type { SerialLink } from "../link/serial-link.ts";
import { createHandTime } from "../vmc-fafb/scripted-line.test-rig.ts";
import { readClimate } from "./climate.ts";

const celsius = (hex: string) => measured(bytes(hex));

test("30.5 and minus 20.5 degrees are read as such, with the humidity beside them", async () => {
  expect(await celsius("01 04 04 01 31 02 22 2A CE")).toEqual({
    cabinetTemperatureC: 30.5,
    humidityPercent: 54.6,
  });
  expect((await celsius("01 04 04 FF 33 02 22 BA E6")).cabinetTemperatureC).toBe(-20.5);
});

test("an exception, a garbled answer and silence are unknown, not nought degrees", async () => {
  const unknown = { cabinetTemperatureC: null, humidityPercent: null };
  expect(await celsius("01 84 02 C2 C1")).toEqual(unknown);
  expect(await celsius("01 04 04 01 31 02 22 2A CF")).toEqual(unknown);
  expect(await celsius("")).toEqual(unknown);
});

/** What is read of a sensor that answers every question with these bytes. */
async function measured(answer: Uint8Array) {
  const time = createHandTime();
  const hears = new Set<(heard: Uint8Array) => void>();
  const link: SerialLink = {
    state: () => "open",
    async write() {
      time.timer(5, () => {
        for (const hear of hears) hear(answer);
      });
    },
    onBytes(listener) {
      hears.add(listener);
      return () => hears.delete(listener);
    },
    onState: () => () => {},
    async close() {},
  };
  const bus = createBus(link, { timer: time.timer, quietMs: 5 });
  const read = readClimate(bus, { address: 1, scale: 10 }, 500);
  time.pass(1_000);
  return read;
}
