import type { Plugin } from "vite";

/**
 * Fits the schema library to a page under `default-src 'self'`: it never tries to compile code, which the policy
 * would forbid and report, and it leaves out the writer of JSON Schema, which no screen uses.
 */
export function zodPlugin(): Plugin {
  return {
    name: "zod-for-screens",
    enforce: "pre",
    transform(code, id) {
      if (id.endsWith("/zod/v4/core/core.js")) return `${code}\nglobalConfig.jitless = true;\n`;
      return /\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js$/.test(id)
        ? withoutBodies(code)
        : undefined;
    },
  };
}

/** The same exports, each a function that does nothing. */
function withoutBodies(code: string): string {
  const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
  if (names.length === 0) throw new Error("the schema library has changed its shape");
  return `const unused = () => undefined;\nexport { ${names.map((name) => `unused as ${name}`).join(", ")} };\n`;
}
