export * from "./body.ts";
export * from "./envelope.ts";
export * from "./frames.ts";
