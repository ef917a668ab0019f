import { registerHooks } from "node:module";

/** Loaded before an agent: its machine's line is then served by the loop that also commits and syncs. */
registerHooks({
  resolve(specifier, context, next) {
    const apart = specifier.endsWith("adapters/machine-process.ts");
    return next(
      apart ? new URL("./machine-in-the-agent.ts", import.meta.url).href : specifier,
      context,
    );
  },
});
