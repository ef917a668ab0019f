import type { Bus } from "../bus/bus.ts";
import { hearFrame } from "../bus/hear-frame.ts";
import { ModbusFc, readRegisters, registersOf, takeModbus } from "../modbus/frame.ts";

type Sensor = { address: number; scale: 10 | 100 };
type Climate = { cabinetTemperatureC: number | null; humidityPercent: number | null };

/** Temperature and humidity of an XY-MD02 sensor: input registers 1 and 2. Null when it does not answer. */
export async function readClimate(bus: Bus, sensor: Sensor, timeoutMs: number): Promise<Climate> {
  const registers = await bus.ask({
    bytes: readRegisters(sensor.address, 1, 2),
    timeoutMs,
    read: hearFrame(takeModbus, (frame) => {
      const mine = frame.address === sensor.address && frame.fc === ModbusFc.readRegisters;
      return mine && frame.data[0] === 4 ? registersOf(frame) : undefined;
    }),
  });
  const [temperature, humidity] = registers ?? [];
  return {
    cabinetTemperatureC: temperature === undefined ? null : temperature / sensor.scale,
    humidityPercent: humidity === undefined ? null : humidity / sensor.scale,
  };
}
