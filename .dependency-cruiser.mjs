/** The arrows between rooms. See ARCHITECTURE.md. `npm run check` also proves this file on a planted violation. */
const room = (name) => `^${name}/`;
const only = (from, allowed) => ({
  name: `${from}-may-only-call-${allowed.join("-") || "nobody"}`,
  severity: "error",
  from: { path: room(from), pathNot: "\\.test\\.tsx?$" },
  to: {
    path: "^(contracts|foundation|vending-driver|hardware-sims|edge-agent|sync-server|kiosk-ui|tests|launch)/",
    pathNot: [room(from), ...allowed],
  },
});

export default {
  forbidden: [
    only("contracts", []),
    only("foundation", ["^contracts/"]),
    only("vending-driver", []),
    only("hardware-sims", ["^contracts/", "^vending-driver/src/protocol"]),
    only("edge-agent", ["^contracts/", "^foundation/", "^vending-driver/"]),
    only("sync-server", ["^contracts/", "^foundation/"]),
    only("kiosk-ui", ["^contracts/"]),
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "nothing-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:|\\?(raw|url)$" },
    },
    {
      name: "store-is-below-service",
      severity: "error",
      from: { path: "\\.store\\.ts$" },
      to: { path: "\\.(service|routes)\\.ts$" },
    },
    {
      name: "rules-are-pure",
      comment: "rules and machines decide; they import only other decisions and contracts",
      severity: "error",
      from: { path: "\\.(rules|machine)\\.ts$" },
      to: {
        path: "(\\.(store|service|routes)\\.ts$|/adapters/|^node:|better-sqlite3|fastify|mqtt)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "service-does-not-know-http",
      severity: "error",
      from: { path: "\\.service\\.ts$" },
      to: { path: "(\\.routes\\.ts$|node_modules/fastify)" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The benches' peers are installed on demand, and nothing of them is the project's.
    exclude: {
      path: "(/dist/|tests/planted/|tests/bench/peers/.*[.]mjs$|tests/bench/peers/node_modules)",
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  },
};
