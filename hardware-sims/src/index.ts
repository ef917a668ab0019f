/** What tests may know of the bench: the picture it answers with. Devices themselves are reached by their wires. */
export { BenchState, KeypadState, LockerState, SpiralState } from "./bench/bench-state.ts";
