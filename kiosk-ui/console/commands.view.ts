import type {
  CommandAction,
  CommandRow,
  CommandsNow,
  ConsoleSignedIn,
  DeviceId,
  StockRow,
} from "@drop-in/contracts";
import type { Tone } from "../design/sign.tsx";

/** Whose page this is: everybody else is not offered it, and the centre refuses them. */
export const mayCommand = ({ role }: ConsoleSignedIn): boolean =>
  role === "estates" || role === "session-lead" || role === "stock-keeper";

export const commandTone: Record<CommandRow["state"], Tone> = {
  wished: "unknown",
  challenged: "unknown",
  sent: "unknown",
  accepted: "attention",
  done: "good",
  failed: "attention",
  refused: "down",
  expired: "unknown",
};

/** Something that can be asked of a device, and whether two people must ask for it. */
export type Wishable = {
  key: string;
  deviceId: DeviceId;
  action: CommandAction;
  takesTwo: boolean;
};

/** The restart of each device, then each of its doors that the book knows. What is no locker refuses. */
export function wishables(devices: readonly DeviceId[], stock: readonly StockRow[]): Wishable[] {
  return devices.flatMap((deviceId) => [
    { key: deviceId, deviceId, action: { type: "restart" }, takesTwo: false } as const,
    ...stock
      .filter((row) => row.deviceId === deviceId)
      .map(({ machineId, slotId, stock: left }) => ({
        key: `${deviceId} ${machineId} ${slotId}`,
        deviceId,
        action: { type: "open-slot", machineId, slotId } as const,
        takesTwo: left !== 0,
      })),
  ]);
}

export type CommandForm = {
  key: string;
  reason: string;
  password: string;
  secondName: string;
  secondPassword: string;
};
export const emptyForm: CommandForm = {
  key: "",
  reason: "",
  password: "",
  secondName: "",
  secondPassword: "",
};

/** What is still wrong with a wish, or nothing. */
export function wishProblem(
  form: CommandForm,
  wishable: Wishable | undefined,
): "what" | "reason" | "password" | "second" | null {
  if (!wishable) return "what";
  if (form.reason.trim().length < 3) return "reason";
  if (form.password === "") return "password";
  const second = form.secondName.trim() !== "" && form.secondPassword !== "";
  return wishable.takesTwo && !second ? "second" : null;
}

/** How many things somebody must look at, for the menu. */
export const commandTroubles = ({ alerts }: CommandsNow): number => alerts.length;
