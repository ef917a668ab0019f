import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { drawingsPlugin } from "./design/drawings-plugin.ts";
import { galleryPlugin } from "./gallery/gallery-plugin.ts";
import { zodPlugin } from "./zod-plugin.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const pages = ["visitor", "staff", "display", "console", "gallery"]
  .map((app) => [app, here(`./${app}/index.html`)] as const)
  .filter(([, page]) => existsSync(page));

/** Five pages over one design system. Nothing is inlined: the pages are served under `default-src 'self'`. */
export default defineConfig({
  root: here("."),
  base: "/",
  plugins: [
    preact({ devToolsEnabled: false, prefreshEnabled: false }),
    drawingsPlugin(),
    zodPlugin(),
    galleryPlugin(),
  ],
  build: {
    outDir: here("./dist"),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: Object.fromEntries(pages),
      // The contracts only declare: a schema that a page does not use need not travel with it.
      treeshake: { moduleSideEffects: (id) => !id.includes("/contracts/src/") },
    },
  },
});
