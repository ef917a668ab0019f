import type { Introduced } from "@drop-in/contracts";
import { afterEach } from "vitest";
import type { CentreHttp } from "../../edge-agent/src/adapters/centre-http.ts";
import { plugInEnrolment, unpackBox, where } from "./enrolment-rig.ts";

export const start = new Date("2026-11-25T08:00:00.000Z");
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

/** A centre that lets devices in, closed when the test is over. */
export async function centre(from = start) {
  const rig = await plugInEnrolment(from);
  open.push(rig);
  return rig;
}

export type Rig = Awaited<ReturnType<typeof centre>>;
export const add = (rig: Rig): Promise<Introduced> => rig.enrolment.add(where, "Sam");
export const rowOf = async (rig: Rig, deviceId: string) =>
  (await rig.enrolment.now()).devices.find((row) => row.deviceId === deviceId);
export const boxOf = (rig: Rig, http?: CentreHttp) => unpackBox(rig.now, http);
