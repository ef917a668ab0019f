/** The devices themselves, for tests that hold both ends of the wire and the time in their own hands. */
export type { Line } from "./line/line.ts";
export { type LockProtocol, tongues } from "./locker/boards.ts";
export { createLockerSim, defaultLockerSimSettings } from "./locker/locker-sim.ts";
export { fillLocker, type LockerFault, type LockerWorld, type Person } from "./locker/world.ts";
export { createController, defaultControllerSettings } from "./spiral/controller.ts";
export { clearJam, fillWorld, jam, type World } from "./spiral/world.ts";
