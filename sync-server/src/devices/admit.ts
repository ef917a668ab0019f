import type { DeviceId } from "@drop-in/contracts";

/**
 * Who may be a device of this centre. Every device that reaches the broker is admitted; enrolment, with
 * keys of its own for each device, takes the place of this one function.
 */
export function admit(_deviceId: DeviceId): "admitted" | "refused" {
  return "admitted";
}
